import type { Answer, Api } from './api';
import type { Filled, Operation } from './document';
import type { Plan, World } from './plan';

/** An operation about to be called wrongly. */
export interface Attempt {
  world: World;
  operation: Operation;
  plan: Plan;
  /** Who calls it, when it is called rightly. */
  as: Api;
  /** A right request, changed by `wrong`; properties of a body or query that is an object are put over the right ones. */
  send(wrong?: Filled & { by?: Api }): Promise<Answer<unknown>>;
}

export type Provocation = (attempt: Attempt) => Promise<Answer<unknown>>;
