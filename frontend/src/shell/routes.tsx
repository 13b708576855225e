import { lazy, Route, Router } from 'preact-iso';
import { arrived } from '../ui/arrivals';
import { NotFound } from '../ui/Loaded';
import { Home } from './Home';

const SignIn = lazy(() => import('../features/identity/SignIn'));
const Welcome = lazy(() => import('../features/identity/Welcome'));
const MailLink = lazy(() => import('../features/identity/MailLink'));
const NotMe = lazy(() => import('../features/identity/NotMe'));
const DemoMailbox = lazy(() => import('../features/identity/DemoMailbox'));
const Account = lazy(() => import('../features/identity/Account'));
const Devices = lazy(() => import('../features/identity/Devices'));
const Passkeys = lazy(() => import('../features/identity/Passkeys'));
const OwnData = lazy(() => import('../pages/OwnData'));
const DeleteAccount = lazy(() => import('../pages/DeleteAccount'));
const SecondFactor = lazy(() => import('../features/identity/SecondFactor'));
const People = lazy(() => import('../features/participants/People'));
const Person = lazy(() => import('../features/participants/Person'));
const ChangePerson = lazy(() => import('../features/participants/ChangePerson'));
const AddPerson = lazy(() => import('../features/participants/AddPerson'));
const SaidFor = lazy(() => import('../features/said_for/SaidFor'));
const Pairings = lazy(() => import('../features/pairings/Pairings'));
const MyPairings = lazy(() => import('../features/pairings/MyPairings'));
const PairingPage = lazy(() => import('../features/pairings/PairingPage'));
const Propose = lazy(() => import('../features/pairings/Propose'));
const Book = lazy(() => import('../features/sessions/Book'));
const Move = lazy(() => import('../features/sessions/Move'));
const Session = lazy(() => import('../pages/Session'));
const Give = lazy(() => import('../features/feedback/Give'));
const FeedbackList = lazy(() => import('../features/feedback/FeedbackList'));
const Offered = lazy(() => import('../features/learning/Offered'));
const Ties = lazy(() => import('../features/declarations/Ties'));
const Import = lazy(() => import('../features/imports/Import'));
const Organisations = lazy(() => import('../features/organisations/Organisations'));
const Programmes = lazy(() => import('../features/programmes/Programmes'));
const ProgrammePage = lazy(() => import('../features/programmes/ProgrammePage'));
const MakeProgramme = lazy(() => import('../features/programmes/MakeProgramme'));
const ChangeProgramme = lazy(() => import('../features/programmes/ChangeProgramme'));
const Appoint = lazy(() => import('../features/programmes/Appoint'));
const Restricted = lazy(() => import('../features/audit/Restricted'));
const About = lazy(() => import('../features/about/About'));

export const SignInAgain = lazy(() => import('../features/identity/SignInAgain'));

const OPEN = [
  <Route key="help" path="/help" component={About} />,
  <Route key="accessibility" path="/accessibility" component={About} />,
  <Route key="privacy" path="/privacy" component={About} />,
  <Route key="reading" path="/reading-settings" component={About} />,
  <Route key="welcome" path="/welcome" component={Welcome} />,
  <Route key="mail-link" path="/sign-in/link" component={MailLink} />,
  <Route key="not-me" path="/sign-in/not-me" component={NotMe} />,
  <Route key="mailbox" path="/mailbox" component={DemoMailbox} />,
];

/** Before the door: whatever else is asked for, signing in comes first, and then leads there. */
export function DoorRoutes() {
  return (
    <Router onRouteChange={arrived}>
      {OPEN}
      <Route default component={SignIn} />
    </Router>
  );
}

export function HomeRoutes() {
  return (
    <Router onRouteChange={arrived}>
      {OPEN}
      <Route path="/" component={Home} />
      <Route path="/sign-in" component={Home} />
      <Route path="/account" component={Account} />
      <Route path="/account/devices" component={Devices} />
      <Route path="/account/passkeys" component={Passkeys} />
      <Route path="/your-data/delete" component={DeleteAccount} />
      <Route path="/your-data/:part?" component={OwnData} />
      <Route path="/account/second-step" component={SecondFactor} />
      <Route path="/programmes/:programmeId/people" component={People} />
      <Route path="/programmes/:programmeId/people/new" component={AddPerson} />
      <Route path="/people/:personId" component={Person} />
      <Route path="/people/:personId/change" component={ChangePerson} />
      <Route path="/people/:personId/said-for" component={SaidFor} />
      <Route path="/programmes/:programmeId/pairings" component={Pairings} />
      <Route path="/programmes/:programmeId/pairings/new" component={Propose} />
      <Route path="/pairings" component={MyPairings} />
      <Route path="/pairings/:pairingId" component={PairingPage} />
      <Route path="/pairings/:pairingId/book" component={Book} />
      <Route path="/sessions/:sessionId" component={Session} />
      <Route path="/sessions/:sessionId/move" component={Move} />
      <Route path="/sessions/:sessionId/feedback" component={Give} />
      <Route path="/programmes/:programmeId/feedback" component={FeedbackList} />
      <Route path="/programmes/:programmeId/learning" component={Offered} />
      <Route path="/people/:personId/ties" component={Ties} />
      <Route path="/programmes/:programmeId/people/import" component={Import} />
      <Route path="/organisations" component={Organisations} />
      <Route path="/programmes" component={Programmes} />
      <Route path="/programmes/new" component={MakeProgramme} />
      <Route path="/programmes/:programmeId" component={ProgrammePage} />
      <Route path="/programmes/:programmeId/change" component={ChangeProgramme} />
      <Route path="/programmes/:programmeId/coordinators/new" component={Appoint} />
      <Route path="/programmes/:programmeId/restricted" component={Restricted} />
      <Route default component={NotFound} />
    </Router>
  );
}
