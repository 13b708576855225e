import { words } from '../i18n/words';

/** Words that any page may need. */
export const t = words('ui', {
  back: 'Back to {place}',
  error: 'Error: {title}',
  loading: 'Just a moment …',
  tryAgain: 'Try again',
  more: 'Show more',
  moreShown: { one: 'One more is shown.', other: '{n} more are shown.' },
  optional: '{label} (if you like)',
  look: { one: 'One answer needs a look', other: '{n} answers need a look' },
  lookElse: 'That did not work yet',
  errorAt: 'Error: ',
  upTo: 'Up to {n} characters',
  left: { one: 'One character left', other: '{n} characters left' },
  over: { one: 'One character too many', other: '{n} characters too many' },
  tooLong: 'Make this a little shorter: {n} characters at most',
  goBack: 'Go back',
  good: 'Good to know: ',
  done: 'Done: ',
  care: 'Take care: ',
  copied: 'Copied.',
  notFoundTitle: 'There is nothing here',
  notFound: 'Perhaps the link is old, or this is not yours to see. Nothing is broken.',
  goHome: 'Go to your home page',
  troubleTitle: 'Something went wrong',
  reference: 'If you ask for help, this number tells us where to look: {id}',
});

/** What to say of a problem, by its code. `detail`, in the server’s words, stands in for what is not here. */
const byCode: Record<string, Parameters<typeof p>[0]> = {
  out_of_reach: 'outOfReach',
  internal_error: 'ours',
  http_500: 'ours',
  http_502: 'away',
  http_503: 'away',
  unavailable: 'away',
  not_signed_in: 'notSignedIn',
  not_allowed: 'notAllowed',
  not_found: 'notFound',
  too_large: 'tooLarge',
  changed_since: 'changedSince',
  pairing_moved_on: 'movedOn',
  pairing_not_active: 'notActive',
  session_not_booked: 'notBooked',
  session_not_started: 'notStarted',
  time_taken: 'timeTaken',
};

const p = words('problems', {
  outOfReach: 'We cannot reach Alongside just now. What you wrote is still here. Look at your connection, then try again.',
  ours: 'Something went wrong on our side. What you wrote is still here. Please try again in a moment.',
  away: 'Alongside is busy just now. What you wrote is still here. Please try again in a moment.',
  notSignedIn: 'You are signed out. Sign in again, and carry on where you were.',
  notAllowed: 'You can see this, but not change it.',
  notFound: 'This is not here any more, or it is not yours to see.',
  tooLarge: 'That is larger than we can take.',
  changedSince: 'Someone changed this while you were writing. Have a look at what it says now.',
  movedOn: 'This pairing has moved on, so that no longer applies. You are looking at how it stands now.',
  notActive: 'This pairing is not active just now, so nothing new can be added.',
  notBooked: 'This session is no longer a booking, so it stays as it is.',
  notStarted: 'This session has not started yet. You can say how it went once it has.',
  timeTaken: 'One of you already has a session at that time. Please choose another time.',
  other: 'That did not work. Please try again.',
});

export function problemWords({ code, detail }: { code: string; detail: string }): string {
  const known = byCode[code];
  return known ? p(known) : detail || p('other');
}
