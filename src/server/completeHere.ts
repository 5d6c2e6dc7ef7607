import type { IHereAnswer } from './here';

/** An answer with all members. */
export type Here = Required<IHereAnswer>;

/** The answer with what an older server part, which the page tells of, leaves out. */
export function completeHere(answer: IHereAnswer): Here {
  return {
    user_profile: null,
    execution_role: null,
    account_id: null,
    image: { uri: null, version: null },
    project: null,
    trouble: null,
    collaboration: null,
    sources: {},
    ...answer
  };
}
