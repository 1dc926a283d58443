import { TypeID } from 'typeid-js';
import { v7 } from 'uuid';

/** What an id may name. Authors and owners carry the capacity they acted in: the same user is `client_…` or `agent_…`. */
export type IdPrefix =
  | 'support_ticket'
  | 'client'
  | 'agent'
  | 'token'
  | 'webhook'
  | 'msg'
  | 'req'
  | 'thread'
  | 'team'
  | 'view'
  | 'macro'
  | 'outgoing'
  | 'bulk'
  | 'link'
  | 'field'
  | 'note'
  | 'notification'
  | 'attachment';

/** A new UUIDv7; those of one process sort in the order they were made. */
export function newId(): string {
  return v7();
}

/** The id as the API shows it: prefix, underscore, the UUID in 26 base-32 characters. */
export function toPublicId(prefix: IdPrefix, uuid: string): string {
  return TypeID.fromUUID(prefix, uuid).toString();
}

/** The UUID behind a public id with one of the prefixes, or null when the text is no such id. */
export function fromPublicId(text: string, ...prefixes: [IdPrefix, ...IdPrefix[]]): string | null {
  const prefix = prefixes.find((each) => text.startsWith(`${each}_`));
  if (!prefix) return null;
  try {
    return TypeID.fromString(text, prefix).toUUID();
  } catch {
    return null;
  }
}
