import { words } from '../../i18n/words';

export const t = words('agreed', {
  title: 'What you agreed to',
  lead: 'You can say yes or no to each of these, and change your mind at any time. It counts at once.',
  toData: 'your data',
  offers: 'Yes or no',
  nowhere: 'You take part in no programme, so there is nothing to agree to.',
  yes: 'You said yes',
  no: 'You have not said yes',
  agree: 'Say yes',
  agreeThis: 'Say yes: {words} ({programme})',
  withdraw: 'Take it back',
  withdrawThis: 'Take it back: {words} ({programme})',
  said: 'We have noted your yes.',
  takenBack: 'You have taken it back.',
  pairing: 'When you say yes to a pairing',
  pairingWords: 'Then the two of you see how to reach each other, and what helps each of you. It stops when the pairing ends. You can end it at any time.',
  ledger: 'All that you said',
  nothing: 'Nothing yet.',
  saidYes: '{when}: you said yes. “{words}”',
  saidNo: '{when}: you took it back. “{words}”',
});
