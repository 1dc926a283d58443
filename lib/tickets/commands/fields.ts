import sql from 'sql-template-tag';
import { type Actor, isStaff, type UserActor } from '@/lib/auth/actor';
import { record } from '@/lib/events/record';
import { listDefinitions } from '@/lib/fields/queries';
import { checkFields, filled } from '@/lib/fields/rules';
import type { FieldValue, FieldValues, SentFields } from '@/lib/fields/schema';
import type { Queryable } from '@/lib/platform/db';
import { db } from '@/lib/platform/db';
import { type FieldProblem, invalid } from '@/lib/platform/errors';
import type { Cause, HeldTicket } from './apply';

function refuse(faults: object): void {
  const [first, ...rest] = Object.keys(faults).map(
    (key): FieldProblem => ({ field: 'fields', code: 'INVALID_FIELDS', path: `fields.${key}` }),
  );
  if (first) throw invalid(first, ...rest);
}

/**
 * The desk's own fields of a ticket about to be filed. A token that sends none costs no look at them, and need not know of
 * those that the form requires: an external system that was right before there were any stays so. Errors: `INVALID_FIELDS`.
 */
export async function fieldsToFile(actor: UserActor, sent: SentFields | null | undefined): Promise<FieldValues> {
  const isForm = actor.via === 'session';
  if (!isForm && (!sent || Object.keys(sent).length === 0)) return {};
  const { values, faults } = checkFields(await listDefinitions(db), sent ?? {}, { isStaff: isStaff(actor), isForm });
  refuse(faults);
  return filled(values);
}

/**
 * Writes values of a held ticket's own fields, null for none; the others stay. What clients may know of moves and tells what
 * they know of, the rest what notes move, each with an event of its own. For staff. Errors: `INVALID_FIELDS`.
 */
export async function applyFields(
  tx: Queryable,
  actor: Actor,
  held: HeldTicket,
  sent: SentFields,
  cause: Cause = {},
): Promise<void> {
  const definitions = await listDefinitions(tx);
  const { values, faults } = checkFields(definitions, sent, { isStaff: true });
  refuse(faults);
  const [row] = await tx.query<{ fields: FieldValues }>(sql`SELECT fields FROM tickets WHERE id = ${held.id}::uuid`);
  const before = new Map(Object.entries(row?.fields ?? {}));
  const shown = new Set(definitions.filter((each) => each.forClients && !each.archived).map(({ key }) => key));
  const changed = Object.entries(values).filter(([key, value]) => (before.get(key) ?? null) !== value);
  for (const isOpen of [true, false]) {
    const part = changed.filter(([key]) => shown.has(key) === isOpen);
    if (part.length > 0) await write(tx, actor, held, { part, before, isOpen, cause });
  }
}

interface Part {
  part: [string, FieldValue | null][];
  before: Map<string, FieldValue>;
  /** Clients may know of it. */
  isOpen: boolean;
  cause: Cause;
}

async function write(tx: Queryable, actor: Actor, held: HeldTicket, { part, before, isOpen, cause }: Part) {
  const gone = part.flatMap(([key, value]) => (value === null ? key : []));
  await tx.query(
    sql`UPDATE tickets SET fields = (fields || ${JSON.stringify(filled(Object.fromEntries(part)))}::jsonb) - ${gone}::text[],
          staff_updated_at = ${held.now}, ${isOpen ? sql`version = version + 1, updated_at = ${held.now}` : sql`note_version = note_version + 1`}
        WHERE id = ${held.id}::uuid`,
  );
  const changes = part.map(([key, to]) => [`fields.${key}`, { from: before.get(key) ?? null, to }]);
  await record(tx, actor, {
    name: 'ticket.changed',
    subject: { type: 'ticket', id: held.id },
    isInternal: !isOpen,
    data: { changes: Object.fromEntries(changes), ...cause },
  });
}
