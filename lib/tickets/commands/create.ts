import sql, { empty } from 'sql-template-tag';
import { filesToKeep, isUploadGone, type MessageFile, namesUploads } from '@/lib/attachments/queries/files';
import type { UserActor } from '@/lib/auth/actor';
import { insertEvent } from '@/lib/events/record';
import type { FieldValues } from '@/lib/fields/schema';
import { findOrCreateClient } from '@/lib/people/commands';
import { db } from '@/lib/platform/db';
import { AppError, invalid } from '@/lib/platform/errors';
import { newId } from '@/lib/platform/ids';
import { beforeWriting, takeProviso } from '@/lib/platform/proviso';
import { presentNewTicket } from '../present';
import type { AttachmentLink, CreateTicket, TicketObject } from '../schema';
import {
  claimKey,
  hashRequest,
  type Keyed,
  keyInUse,
  type Remembered,
  recallKey,
  whileWaitingForKey,
} from './claim-key';
import { fieldsToFile } from './fields';
import { hasHeldFiles, insertFiles } from './insert-files';

/** Whose ticket it is: the actor's own or, filed by an integration, the client's whom it names. */
async function clientIdOf(actor: UserActor, { client }: CreateTicket): Promise<string> {
  if (!client) return actor.userId;
  if (!actor.isIntegration) throw new AppError('FORBIDDEN');
  await beforeWriting(db.query);
  return findOrCreateClient(actor, client);
}

/** The answer to a key made again from the request, which is the same one; files that Hilo holds are called as they were then. */
async function replay(
  first: Remembered,
  input: CreateTicket,
  fields: FieldValues,
): Promise<{ ticket: TicketObject; isReplayed: boolean }> {
  const { ticket_id: id, client_id: clientId, number, created_at: createdAt } = first;
  const attachments = namesUploads(input.attachments)
    ? await db.query<AttachmentLink>(
        sql`SELECT filename, url, size::float8 AS size, type FROM attachments WHERE thread_id = (
              SELECT m.id FROM threads m WHERE m.ticket_id = ${id}::uuid ORDER BY m.created_at, m.id LIMIT 1) ORDER BY position`,
      )
    : input.attachments;
  const facts = { id, clientId, number, createdAt };
  return { ticket: presentNewTicket(facts, { ...input, attachments }, fields), isReplayed: true };
}

/** Writes the ticket; a file that was removed a moment ago is refused as one that never was. */
async function write<T>(work: () => Promise<T>, isKeyed: boolean): Promise<T> {
  return (isKeyed ? whileWaitingForKey(work, true) : work()).catch((error: unknown) => {
    throw isUploadGone(error) ? invalid({ field: 'attachments', code: 'INVALID_ATTACHMENTS' }) : error;
  });
}

/**
 * Files a ticket owned by the actor or, by an integration, by the client whom it names: the ticket, its opening message, its
 * files, the event and, with a key, the claim on it, in one statement and so one transaction and one round trip.
 * The desk's own fields are looked up before that, where some are sent or a form may lack one; files that Hilo holds as well.
 * Errors: `FORBIDDEN` and `INVALID_CLIENT` of a named client, `INVALID_FIELDS`, `INVALID_ATTACHMENTS`,
 * `ATTACHMENTS_TOO_LARGE`, `IDEMPOTENCY_KEY_MISMATCH`, `IDEMPOTENCY_KEY_IN_USE`.
 * Source: docs/contract.md, section 1.
 */
export async function createTicket(
  actor: UserActor,
  input: CreateTicket,
  { idempotencyKey: key }: Keyed = {},
): Promise<{ ticket: TicketObject; isReplayed: boolean }> {
  const [id, threadId] = [newId(), newId()];
  const fields = await fieldsToFile(actor, input.fields);
  const hasFields = Object.keys(fields).length > 0;
  const claim = key === undefined ? undefined : { key, requestHash: hashRequest(actor, 'create', input) };
  // A request that is refused for its key must make no client, and one that was answered is answered so again, whatever has
  // become of its client and files.
  if (claim && ((input.client && actor.isIntegration) || namesUploads(input.attachments))) {
    const first = await recallKey(db, actor, claim.key, claim.requestHash);
    if (first) return replay(first, input, fields);
  }
  const files: MessageFile[] = await filesToKeep(db, actor, input.attachments);
  const clientId = await clientIdOf(actor, input);
  const proviso = takeProviso();
  // Asked once in the statement: a caller for whom it did not hold may stand again by the next one, and would hear of a key in use.
  const still = sql`still AS MATERIALIZED (SELECT ${proviso ? sql`EXISTS (${proviso.condition})` : sql`true`} AS holds)`;
  const from = sql`FROM still WHERE holds`;
  const claimed = claim ? sql`claimed AS (${claimKey(actor, claim.key, claim.requestHash, id, from)}),` : empty;
  const statement = sql`WITH ${still}, ${claimed} ticket AS (
      INSERT INTO tickets (id, title, description, priority, category, client_id, tags${hasFields ? sql`, fields` : empty})
      SELECT ${id}::uuid, ${input.title}::text, ${input.description}::text, ${input.priority}::ticket_priority,
        ${input.category}::ticket_category, ${clientId}::uuid, ${input.tags}::text[]
        ${hasFields ? sql`, ${JSON.stringify(fields)}::jsonb` : empty}
        ${claim ? sql`FROM claimed` : from}
      RETURNING number, created_at
    ), opening AS (
      INSERT INTO threads (id, ticket_id, author_id, type, message)
      SELECT ${threadId}::uuid, ${id}::uuid, ${clientId}::uuid, 'user', ${input.description}::text FROM ticket
    ), files AS (${insertFiles(files, threadId, id, sql`ticket`)}
    ), event AS (${insertEvent(actor, { name: 'ticket.created', subject: { type: 'ticket', id, clientId } }, sql`FROM ticket`)})
    SELECT s.holds, t.number, t.created_at FROM still s LEFT JOIN ticket t ON true`;
  const [row] = await write(
    () =>
      db.query<{ holds: boolean; number: number | null; created_at: Date }>(
        statement,
        `create_ticket${claim ? '_keyed' : ''}${hasFields ? '_fields' : ''}${hasHeldFiles(files) ? '_held' : ''}${proviso ? '_still' : ''}`,
      ),
    claim !== undefined,
  );
  proviso?.told(row?.holds === true);
  if (row && row.number !== null) {
    const facts = { id, clientId, number: row.number, createdAt: row.created_at };
    return { ticket: presentNewTicket(facts, { ...input, attachments: files }, fields), isReplayed: false };
  }
  if (!claim) throw new Error('a ticket without a key was not inserted');
  const first = await recallKey(db, actor, claim.key, claim.requestHash);
  if (!first) throw keyInUse();
  return replay(first, input, fields);
}
