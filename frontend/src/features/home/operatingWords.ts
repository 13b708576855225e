import { words } from '../../i18n/words';

export const t = words('operatingHome', {
  operatingLead: 'You make programmes and name who runs them. What people say to each other is not yours to read.',
  programmes: 'Programmes',
  programmesNone: 'There is no programme yet.',
  makeProgramme: 'Make a programme',
  bringOrganisations: 'Bring in organisations',
  bringOrganisationsHint: 'The list of NHS trusts as it is published, so that coordinators can use its codes.',
});
