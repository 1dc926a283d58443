import sql from 'sql-template-tag';
import type { Actor } from '@/lib/auth/actor';
import { recordEach } from '@/lib/events/record';
import type { Queryable } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import type { ImportPerson, ImportTicket } from '../rules';

/** A person of this desk. */
interface Known {
  id: string;
  isStaff: boolean;
}

/** People of a file as people of this desk. */
export interface Roster {
  /** By address; null for those who have none and whose name nobody, or more than one, of the staff has. */
  find(person: ImportPerson): Known | null;
}

export interface PeopleOptions {
  /** Whose the tickets are that name no client's address. */
  clientAs?: string;
  /** Who stands for those of the staff whom this desk does not know. */
  staffAs?: string;
}

function everybodyIn(tickets: ImportTicket[]): ImportPerson[] {
  const all = tickets.flatMap((ticket) => [
    ticket.client,
    ticket.assignedTo,
    ...ticket.threads.flatMap(({ author, change }) => [
      author,
      ...(change?.kind === 'assignee' ? [change.from, change.to] : []),
    ]),
  ]);
  return all.filter((person) => person !== null);
}

const nameKey = (name: string) => name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

async function staffByName(tx: Queryable, people: ImportPerson[]): Promise<Map<string, Known>> {
  const names = people.flatMap(({ email, name, isStaff }) => (isStaff && !email && name ? [nameKey(name)] : []));
  if (names.length === 0) return new Map();
  const rows = await tx.query<{ id: string; name: string }>(
    sql`SELECT id, name FROM users WHERE is_staff AND lower(name) = ANY(${[...new Set(names)]}::text[])`,
  );
  const once = rows.filter((row) => rows.filter((other) => nameKey(other.name) === nameKey(row.name)).length === 1);
  return new Map(once.map(({ id, name }) => [nameKey(name), { id, isStaff: true }]));
}

async function byEmail(tx: Queryable, emails: string[]): Promise<Map<string, Known>> {
  const rows = await tx.query<Known & { email: string }>(
    sql`SELECT id, email, is_staff AS "isStaff" FROM users WHERE email = ANY(${emails}::text[])`,
  );
  return new Map(rows.map(({ email, id, isStaff }) => [email, { id, isStaff }]));
}

async function makeMissing(tx: Queryable, actor: Actor, missing: ImportPerson[]): Promise<void> {
  if (missing.length === 0) return;
  const rows = missing.map(({ email, name, isStaff }) => ({
    id: newId(),
    email,
    name: name ?? email?.split('@')[0]?.slice(0, 200),
    role: isStaff ? 'agent' : 'client',
  }));
  // Sorted, so that two imports at once wait for each other rather than both for ever. Nobody gets rights by an import:
  // no password, and those of the staff stay locked out until an admin lets them in.
  const made = await tx.query<{ id: string; role: 'agent' | 'client' }>(
    sql`INSERT INTO users (id, email, name, role, disabled_at)
        SELECT p.id, p.email, p.name, p.role::user_role, CASE WHEN p.role = 'agent' THEN now() END
        FROM json_to_recordset(${JSON.stringify(rows)}::json) AS p(id uuid, email text, name text, role text) ORDER BY p.email
        ON CONFLICT (email) DO NOTHING RETURNING id, role`,
  );
  for (const role of ['client', 'agent'] as const) {
    const ids = made.filter((row) => row.role === role).map((row) => row.id);
    const event = { name: 'user.created', type: 'user', data: { role, imported: true } } as const;
    if (ids.length > 0) await recordEach(tx, actor, ids, event);
  }
}

/** Everybody in the tickets who has an address, each once; staff if they are that anywhere. */
function distinct(people: ImportPerson[]): ImportPerson[] {
  const all = new Map<string, ImportPerson>();
  for (const person of people) {
    const before = person.email === null ? undefined : all.get(person.email);
    if (person.email !== null && (!before || (person.isStaff && !before.isStaff))) all.set(person.email, person);
  }
  return [...all.values()];
}

/**
 * Finds the people of some tickets on this desk and makes those who are missing: clients, and staff as disabled agents. With
 * `staffAs` missing staff are that one instead.
 */
export async function rosterOf(
  tx: Queryable,
  actor: Actor,
  tickets: ImportTicket[],
  { clientAs, staffAs }: PeopleOptions,
): Promise<Roster> {
  const people = everybodyIn(tickets);
  const named = distinct(people);
  const emails = [...named.flatMap(({ email }) => email ?? []), ...[clientAs, staffAs].flatMap((email) => email ?? [])];
  let known = await byEmail(tx, emails);
  const missing = named.filter(({ email, isStaff }) => email && !known.has(email) && !(isStaff && staffAs));
  await makeMissing(tx, actor, missing);
  if (missing.length > 0) known = await byEmail(tx, emails);
  const names = await staffByName(tx, people);
  const standIn = (email: string | undefined) => (email === undefined ? null : (known.get(email) ?? null));
  return {
    find({ email, name, isStaff }) {
      const found = email === null ? (isStaff && name ? names.get(nameKey(name)) : undefined) : known.get(email);
      return found ?? standIn(isStaff ? staffAs : clientAs);
    },
  };
}
