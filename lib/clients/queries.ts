import sql, { type Sql } from 'sql-template-tag';
import { type Actor, isAdmin, isStaff } from '@/lib/auth/actor';
import { db, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { visibleTickets } from '@/lib/tickets/policy';
import { positionColumn } from '@/lib/tickets/queries/kept';
import type { TicketStatus } from '@/lib/tickets/schema';

export interface ClientRow {
  id: string;
  name: string;
  email: string;
  disabledAt: Date | null;
  createdAt: Date;
  lastSeenAt: Date | null;
  /** How many tickets of each status; none of a status is not there. */
  counts: Partial<Record<TicketStatus, number>>;
  good: number;
  bad: number;
  notes: number;
}

/** The UUID in a client's public id; of staff and of no id none. Errors: `USER_NOT_FOUND`. */
export function clientKey(publicId: string): string {
  const id = fromPublicId(publicId, 'client');
  if (!id) throw new AppError('USER_NOT_FOUND');
  return id;
}

/** The UUID in a note's public id. Errors: `NOTE_NOT_FOUND`. */
export function noteKey(publicId: string): string {
  const id = fromPublicId(publicId, 'note');
  if (!id) throw new AppError('NOTE_NOT_FOUND');
  return id;
}

const said = sql`(SELECT max(m.created_at) FROM threads m WHERE m.ticket_id = t.id AND m.author_id = u.id AND m.type = 'user')`;

// A message changes its ticket: so the client's tickets are looked through from the one that changed last, until what was found
// is younger than the next one's last change.
const lastSeen = sql`(WITH RECURSIVE walk AS (
    (SELECT t.updated_at, t.number, ${said} AS best FROM tickets t WHERE t.client_id = u.id
      ORDER BY t.updated_at DESC, t.number DESC LIMIT 1)
    UNION ALL SELECT n.updated_at, n.number, greatest(w.best, n.said) FROM walk w CROSS JOIN LATERAL (
      SELECT t.updated_at, t.number, ${said} AS said FROM tickets t
      WHERE t.client_id = u.id AND (t.updated_at, t.number) < (w.updated_at, w.number)
        AND t.updated_at > coalesce(w.best, '-infinity')
      ORDER BY t.updated_at DESC, t.number DESC LIMIT 1) n)
  SELECT max(w.best) FROM walk w)`;

/** Tickets of a client by status, as counted in a snapshot whose events end at `position`. */
interface Counted {
  counts: ClientRow['counts'];
  position: number;
  until: number;
}

// Counting 88,000 takes 10 ms, and whoever looks at a client looks again. One for the process.
const shared = globalThis as typeof globalThis & { hiloClientCounts?: Map<string, Counted> };
/** Of so many tickets on it is worth keeping; so many clients are; for so many milliseconds at the longest. */
const keptFrom = 1_000;
const mostKept = 500;
const freshMs = 600_000;

/** So many events since then are looked through for one of the client's tickets. */
const mostSince = 500;

/** Whether it must be counted again: one of the client's tickets may have changed since. */
function hasChanged(id: string, since: number): Sql {
  return sql`(SELECT count(*) = ${mostSince} OR bool_or((SELECT t.client_id FROM tickets t WHERE t.id = e.subject_id) = ${id}::uuid)
    FROM (SELECT e.subject_id FROM events e WHERE e.position >= ${since}::bigint ORDER BY e.position, e.id LIMIT ${mostSince}) e)`;
}

function keep(id: string, counts: ClientRow['counts'], position: number): void {
  shared.hiloClientCounts ??= new Map();
  const kept = shared.hiloClientCounts;
  if (kept.size >= mostKept) kept.clear();
  if (Object.values(counts).reduce((sum, n) => sum + n, 0) >= keptFrom)
    kept.set(id, { counts, position, until: performance.now() + freshMs });
}

/**
 * A client with all that is counted of them. What was counted before is given again where no event since is of a ticket of
 * theirs. One round trip. Errors: `FORBIDDEN` for clients, `USER_NOT_FOUND`.
 */
export async function getClient(actor: Actor, id: string): Promise<ClientRow> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  const found = shared.hiloClientCounts?.get(id);
  const known = found && found.until > performance.now() ? found : undefined;
  const counts = sql`COALESCE((SELECT jsonb_object_agg(c.status, c.n) FROM (
      SELECT t.status, count(*)::int AS n FROM tickets t WHERE t.client_id = u.id AND ${visibleTickets(actor)} GROUP BY 1) c), '{}')`;
  const [row] = await db.query<Omit<ClientRow, 'counts'> & { counts: ClientRow['counts'] | null; position: number }>(
    sql`SELECT u.id, u.name, u.email, u.disabled_at AS "disabledAt", u.created_at AS "createdAt",
          ${lastSeen} AS "lastSeenAt", ${positionColumn},
          ${known ? sql`CASE WHEN ${hasChanged(id, known.position)} THEN ${counts} END` : counts} AS counts,
          (SELECT count(*) FILTER (WHERE r.is_good)::int FROM ratings r WHERE r.client_id = u.id) AS good,
          (SELECT count(*) FILTER (WHERE NOT r.is_good)::int FROM ratings r WHERE r.client_id = u.id) AS bad,
          (SELECT count(*)::int FROM client_notes n WHERE n.client_id = u.id) AS notes
        FROM users u WHERE u.id = ${id}::uuid AND NOT u.is_staff`,
  );
  if (!row) throw new AppError('USER_NOT_FOUND');
  const { position, ...client } = row;
  if (client.counts) keep(id, client.counts, position);
  return { ...client, counts: client.counts ?? known?.counts ?? {} };
}

export interface NoteRow {
  id: string;
  text: string;
  authorId: string | null;
  authorName: string | null;
  mayChange: boolean;
  createdAt: Date;
  updatedAt: Date;
}

/** How many notes are kept about a client: as many as are read at once. */
export const maxNotes = 200;

async function selectNotes(actor: Actor, clientId: string, noteId: string | null, on: Queryable): Promise<NoteRow[]> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  const self = actor.kind === 'user' ? actor.userId : null;
  const rows = await on.query<NoteRow & { noteId: string | null }>(
    sql`SELECT n.id, n.text, n.author_id AS "authorId", a.name AS "authorName",
          (${isAdmin(actor)}::boolean OR n.author_id IS NOT DISTINCT FROM ${self}::uuid) AS "mayChange",
          n.created_at AS "createdAt", n.updated_at AS "updatedAt"
        FROM users u LEFT JOIN client_notes n ON n.client_id = u.id AND n.id = COALESCE(${noteId}::uuid, n.id)
          LEFT JOIN users a ON a.id = n.author_id
        WHERE u.id = ${clientId}::uuid AND NOT u.is_staff ORDER BY n.created_at DESC, n.id DESC LIMIT ${maxNotes}`,
  );
  if (rows.length === 0) throw new AppError('USER_NOT_FOUND');
  return rows.filter((row) => row.id !== null);
}

/**
 * The last notes about a client, newest first, at most 200. One round trip. Errors: `FORBIDDEN` for clients,
 * `USER_NOT_FOUND`.
 */
export function listNotes(actor: Actor, clientId: string): Promise<NoteRow[]> {
  return selectNotes(actor, clientId, null, db);
}

/** One of them. Errors: as `listNotes`, `NOTE_NOT_FOUND`. */
export async function getNote(actor: Actor, clientId: string, id: string, on: Queryable = db): Promise<NoteRow> {
  const [row] = await selectNotes(actor, clientId, id, on);
  if (!row) throw new AppError('NOTE_NOT_FOUND');
  return row;
}
