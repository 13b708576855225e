/** The names of everything that the page offers. Who may do what is said by the server, in `allowed`, never guessed from a role. */
export type Action =
  | 'programme:make'
  | 'programme:change'
  | 'coordinator:appoint'
  | 'organisation:add'
  | 'organisation:import'
  | 'participant:add'
  | 'participant:change'
  | 'participant:end'
  | 'participant:link'
  | 'import:make'
  | 'import:undo'
  | 'pairing:propose'
  | 'pairing:accept'
  | 'pairing:decline'
  | 'pairing:pause'
  | 'pairing:resume'
  | 'pairing:end'
  | 'session:book'
  | 'session:change'
  | 'session:cancel'
  | 'session:record'
  | 'note:write'
  | 'note:withdraw'
  | 'feedback:give'
  | 'feedback:withdraw'
  | 'offered_feedback:read'
  | 'declaration:add'
  | 'declaration:remove';

export const may = (on: { allowed?: readonly string[] } | null | undefined, ...actions: Action[]): boolean =>
  actions.some((action) => on?.allowed?.includes(action));
