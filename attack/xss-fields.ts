import type { Operation } from '@/e2e/support/document';
import type { Schema } from '@/e2e/support/from-schema';

/** Texts of an attacker's that a schema which takes texts of people at all takes one of. */
const probes = ['<b>x</b>', 'https://files.example/?<b>', 'text/plain; x="<b>"'];

/** Forms that leave no room for a sign of markup. */
const narrow = new Set(['date', 'date-time', 'email', 'uuid']);

function isFree({ enum: words, const: word, format = '', pattern }: Schema): boolean {
  if (words || word !== undefined || narrow.has(format)) return false;
  return pattern === undefined || probes.some((text) => new RegExp(pattern, 'u').test(text));
}

function textsOf(schema: Schema, path: string): string[] {
  const parts = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((each) => each ?? []);
  const inParts = parts.flatMap((each) => textsOf(each, path));
  const inItems = schema.items ? textsOf(schema.items, `${path}[]`) : [];
  const inFields = Object.entries(schema.properties ?? {}).flatMap(([name, each]) => textsOf(each, `${path}.${name}`));
  const others = schema.additionalProperties;
  const inOthers = typeof others === 'object' && others !== null ? textsOf(others as Schema, `${path}.*`) : [];
  const own = [schema.type].flat().includes('string') && isFree(schema) ? [path] : [];
  return [...own, ...inParts, ...inItems, ...inFields, ...inOthers];
}

/** Every place of a request's body that takes a text as somebody writes it, as `createTicket.tags[]`, by the API's document. */
export function freeTexts(operations: Operation[]): string[] {
  const all = operations.flatMap(({ operationId, requestBody }) => {
    const media = requestBody?.content['application/json'];
    return media ? textsOf(media.schema, operationId) : [];
  });
  return [...new Set(all)];
}

/** The texts of a body with their places, named as `freeTexts` names them. */
export function placesOf(value: unknown, path: string): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((each) => placesOf(each, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  // The one object whose keys no schema names: the desk's own fields.
  const isRecord = path.endsWith('.fields');
  return Object.entries(value).flatMap(([name, each]) => placesOf(each, `${path}.${isRecord ? '*' : name}`));
}

const id = 'an id or a word for one: anything else is refused';
const secret = 'a password: kept as a hash alone';

/** Texts of requests that no page shows, each with the reason. */
export const neverShown: Record<string, string> = {
  ...Object.fromEntries(
    [
      'changeTicket.assignedTo changeTicket.team splitTicket.thread mergeTicket.into linkTicket.ticket',
      'readNotifications.ids[] readNotifications.ticket createTeam.members[] changeTeam.members[] createToken.user',
      'createBulk.tickets[] createBulk.view.queue createBulk.change.assignedTo createBulk.change.team',
      'createMacro.actions.assignedTo createMacro.actions.team changeMacro.actions.assignedTo changeMacro.actions.team',
    ]
      .flatMap((names) => names.split(' '))
      .map((name) => [name, id]),
  ),
  ...Object.fromEntries(
    [
      'changeMe.password',
      'changeMe.currentPassword',
      'createUser.password',
      'changeUser.password',
      'register.password',
    ].map((name) => [name, secret]),
  ),
  'createBulk.view.q': 'a search that is asked once and not kept',
};

/** Places whose texts are kept, and which no page shows: each with the reason. They are read where an answer of the API is opened. */
export const shownNowhere: Record<string, string> = {
  'saveDraft.attachments[].url': 'a file in the composer has its name alone',
  'saveDraft.attachments[].type': 'a file’s type chooses its icon',
  'createBulk.change.removeTags[]': 'a tag that is gone; the job says how many tickets it changed',
};

/** Places whose texts are shown or not, by what else happened meanwhile: each with the reason. */
export const shownAtTimes: Record<string, string> = Object.fromEntries(
  ['createTicket', 'replyToTicket', 'putIntoOutbox'].map((each) => [
    `${each}.attachments[].type`,
    'a file’s type chooses its icon; a webhook’s page has it while the delivery is one of its last',
  ]),
);
