import type pg from 'pg';
import type { Operation } from '@/e2e/support/document';
import type { Body } from '@/e2e/support/plan';

/** What is looked for afterwards. */
export interface Secrets {
  word: string;
  /** The id of somebody who is no part of any request. */
  uuid: string;
  publicId: string;
}

/** A field that something inside has, and the type of its column where it is one. */
export interface Name {
  name: string;
  type: string;
}

/** A way to spoil a body. */
export interface Extras {
  what: string;
  spoil(body: Body): Body | string;
}

/** Names that no column has, and that code may look at. */
const inner =
  '_id isAdmin is_admin admin permissions actor userId user role clientId authorId ownerId createdBy isInternal internalNote ' +
  'deletedAt passwordHash tokenHash isNew via credentialId minted where data select include connect create update set $set ' +
  '$where $ne then toJSON length headers status statusCode email client';

const camel = (name: string) => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Every column of the database, as it is called there and as code calls it, every field of every body, and inner ones. */
export async function namesOf(database: pg.Pool, operations: Operation[]): Promise<Name[]> {
  const { rows } = await database.query<Name>(
    `SELECT DISTINCT ON (column_name) column_name AS name, data_type AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name NOT LIKE '\\_%' ORDER BY 1`,
  );
  const ofBodies = operations.flatMap(({ requestBody }) =>
    Object.keys(requestBody?.content['application/json']?.schema.properties ?? {}),
  );
  const all = [
    ...rows,
    ...rows.map(({ name, type }) => ({ name: camel(name), type })),
    ...[...ofBodies, ...inner.split(' ')].map((name) => ({ name, type: '' })),
  ];
  const unique = new Map<string, Name>();
  for (const each of all) if (!unique.has(each.name)) unique.set(each.name, each);
  return [...unique.values()];
}

/** What would do most harm where such a value is wanted. */
function harmful({ name, type }: Name, { word, uuid }: Secrets): unknown {
  if (name === 'role') return 'admin';
  if (name === 'status') return 'closed';
  if (name === 'priority') return 'urgent';
  if (name === 'scopes') return ['tickets:read', 'tickets:write', 'webhooks', 'export'];
  if (type === 'uuid') return uuid;
  if (type === 'boolean' || /^(is|has|for)[A-Z]/.test(name)) return true;
  if (type.startsWith('timestamp')) return '2001-02-03T04:05:06.000Z';
  if (/int|numeric|double/.test(type)) return 424_242;
  if (type === 'ARRAY') return [word];
  if (type === 'jsonb') return { [word]: word };
  return word;
}

const record = (names: Name[], value: (name: Name) => unknown) =>
  Object.fromEntries(names.map((name) => [name.name, value(name)]));

/** With the extras put before the rest of the text, so that keys with a meaning stay what they are. */
const spliced = (body: Body, extras: string) =>
  `{${extras}${Object.keys(body).length > 0 ? ',' : ''}${JSON.stringify(body).slice(1)}`;

/** `value` under the prototypes' names, in the body and in every object and list within it. */
function poisoned(body: Body, value: string): string {
  const poison = `"__proto__":${value},"constructor":{"prototype":${value}}`;
  return JSON.stringify(body, (key, each: unknown) =>
    key !== '' && typeof each === 'object' && each !== null && !Array.isArray(each) ? { ...each, '\u0001': 0 } : each,
  )
    .replaceAll('"\\u0001":0', poison)
    .replace(/^\{(?=(.?))/, (_, next: string) => `{${poison}${next === '}' ? '' : ','}`);
}

/** All the ways in which a body is spoiled. `names` are those that are not its own. */
export function extrasOf(names: Name[], secrets: Secrets): Extras[] {
  const { word, uuid, publicId } = secrets;
  const rights = JSON.stringify({ role: 'admin', isAdmin: true, kind: 'system', isInternal: true, [word]: word });
  return [
    {
      what: 'every column of its type',
      spoil: (body) => ({ ...record(names, (name) => harmful(name, secrets)), ...body }),
    },
    { what: 'every column as text', spoil: (body) => ({ ...record(names, () => word), ...body }) },
    { what: 'every column as a key', spoil: (body) => ({ ...record(names, () => uuid), ...body }) },
    { what: 'every column as an id', spoil: (body) => ({ ...record(names, () => publicId), ...body }) },
    {
      what: 'every column as an object',
      spoil: (body) => ({ ...record(names, () => ({ set: word, connect: { id: uuid } })), ...body }),
    },
    { what: 'a prototype with rights', spoil: (body) => poisoned(body, rights) },
    { what: 'a prototype of one key', spoil: (body) => poisoned(body, `{"${word}":1}`) },
    { what: 'a prototype that is none', spoil: (body) => spliced(body, `"__proto__":null,"constructor":null`) },
    {
      what: 'toJSON and valueOf',
      spoil: (body) => spliced(body, `"toJSON":"${word}","valueOf":"${word}","hasOwnProperty":1`),
    },
    { what: 'every field within itself', spoil: (body) => ({ ...body, body, data: body, input: body, '': body }) },
  ];
}
