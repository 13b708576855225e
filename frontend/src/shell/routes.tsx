import { lazy, Route, Router } from 'preact-iso';
import { arrived } from '../ui/arrivals';
import { Home } from './Home';

const SignIn = lazy(() => import('../features/identity/SignIn'));
const Welcome = lazy(() => import('../features/identity/Welcome'));
const Account = lazy(() => import('../features/identity/Account'));
const Devices = lazy(() => import('../features/identity/Devices'));
const YourData = lazy(() => import('../features/own_data/YourData'));
const SecondFactor = lazy(() => import('../features/identity/SecondFactor'));
const People = lazy(() => import('../features/participants/People'));
const Person = lazy(() => import('../features/participants/Person'));
const ChangePerson = lazy(() => import('../features/participants/ChangePerson'));
const AddPerson = lazy(() => import('../features/participants/AddPerson'));
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
const Help = lazy(() => import('../features/about/Help'));
const Accessibility = lazy(() => import('../features/about/Accessibility'));
const Privacy = lazy(() => import('../features/about/Privacy'));
const Reading = lazy(() => import('../features/about/Reading'));
const NotFound = lazy(() => import('../features/about/NotFound'));

export const SignInAgain = lazy(() => import('../features/identity/SignInAgain'));

const OPEN = [
  <Route key="help" path="/help" component={Help} />,
  <Route key="accessibility" path="/accessibility" component={Accessibility} />,
  <Route key="privacy" path="/privacy" component={Privacy} />,
  <Route key="reading" path="/reading-settings" component={Reading} />,
  <Route key="welcome" path="/welcome" component={Welcome} />,
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
      <Route path="/your-data" component={YourData} />
      <Route path="/account/second-step" component={SecondFactor} />
      <Route path="/programmes/:programmeId/people" component={People} />
      <Route path="/programmes/:programmeId/people/new" component={AddPerson} />
      <Route path="/people/:personId" component={Person} />
      <Route path="/people/:personId/change" component={ChangePerson} />
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
      <Route default component={NotFound} />
    </Router>
  );
}
