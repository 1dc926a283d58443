import type { Api } from './api';
import type { makePerson, Person } from './people';

/** Who and what there is on the desk, for one test. */
export interface World {
  api: Record<'client' | 'agent' | 'admin' | 'stranger', Api> & {
    as(who: Person | string | Record<string, string>): Api;
  };
  client: Person;
  agent: Person;
  admin: Person;
  makePerson: typeof makePerson;
  deskUrl: string;
}

/** A body or query as the schema allows it. */
export type Body = Record<string, unknown>;

/** How an operation is called so that it is allowed, with what no schema can say: ids that exist, rules between fields. */
export interface Plan {
  who: 'client' | 'agent' | 'admin' | 'stranger';
  /** The caller, where it is not simply a token of all scopes. */
  as?(world: World): Promise<Api>;
  params?(world: World): Promise<Record<string, string>>;
  fit?(body: Body, world: World): Body | Promise<Body>;
  fitQuery?(query: Body): Body;
  headers?(world: World): Record<string, string>;
  /** The body of one that takes no JSON. */
  bytes?(world: World): Uint8Array;
  /** How often it may be called: by one person, or of one address, which all tests share. */
  most?: number;
}
