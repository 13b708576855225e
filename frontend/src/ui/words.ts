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
  http_504: 'away',
  unavailable: 'away',
  busy: 'away',
  not_signed_in: 'notSignedIn',
  sign_in_over: 'notSignedIn',
  show_who_you_are: 'showWho',
  not_allowed: 'notAllowed',
  not_found: 'notFound',
  invalid: 'another',
  too_large: 'tooLarge',
  changed_meanwhile: 'changedMeanwhile',
  pairing_moved_on: 'movedOn',
  pairing_not_active: 'notActive',
  pairing_exists: 'paired',
  session_not_booked: 'notBooked',
  session_not_started: 'notStarted',
  time_taken: 'timeTaken',
  feedback_given: 'given',
  participant_exists: 'hereAlready',
};

/** What to say at one box, by the code of what is wrong in it. */
const byFieldCode: Record<string, Parameters<typeof p>[0]> = {
  missing: 'empty',
  string_too_short: 'empty',
  string_too_long: 'tooLong',
  string_type: 'empty',
  int_parsing: 'number',
  less_than_equal: 'number',
  greater_than_equal: 'number',
};

const p = words('problems', {
  outOfReach: 'We cannot reach Alongside just now. What you wrote is still here. Look at your connection, then try again.',
  ours: 'Something went wrong on our side. What you wrote is still here. Please try again in a moment.',
  away: 'Alongside is busy just now. What you wrote is still here. Please try again in a moment.',
  notSignedIn: 'You are signed out. Sign in again, and carry on where you were.',
  showWho: 'You signed in a while ago, so nothing was changed yet. Sign out and in again. Then you have ten minutes to do this.',
  notAllowed: 'You can see this, but not change it.',
  notFound: 'This is not here any more, or it is not yours to see.',
  another: 'Something in this needs another look.',
  tooLarge: 'That is larger than we can take.',
  changedMeanwhile: 'Someone changed this while you were writing. Have a look at what it says now.',
  movedOn: 'This pairing has moved on, so that no longer applies. You are looking at how it stands now.',
  notActive: 'This pairing is not active just now, so nothing new can be added.',
  paired: 'These two have a pairing already, or are being asked about one.',
  notBooked: 'This session is no longer a booking, so it stays as it is.',
  notStarted: 'This session has not started yet. You can say how it went once it has.',
  timeTaken: 'One of you already has a session at that time. Please choose another time.',
  given: 'You have told them already. You can take that back, and say something else.',
  hereAlready: 'This person is in the programme already, in this role.',
  empty: 'Write something here',
  tooLong: 'Make this shorter',
  number: 'Write a number that fits here',
  other: 'That did not work. Please try again.',
});

export function problemWords({ code, detail }: { code: string; detail: string }): string {
  const known = byCode[code];
  return known ? p(known) : detail || p('other');
}

export function fieldWords({ code, message }: { code: string; message: string }): string {
  const known = byFieldCode[code];
  return known ? p(known) : message;
}
