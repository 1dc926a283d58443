import sql, { empty } from 'sql-template-tag';
import type { UserActor } from '@/lib/auth/actor';
import { insertEvent } from '@/lib/events/record';
import type { FieldValues } from '@/lib/fields/schema';
import { findOrCreateClient } from '@/lib/people/commands';
import { db } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { newId } from '@/lib/platform/ids';
import { presentNewTicket } from '../present';
import type { CreateTicket, TicketObject } from '../schema';
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
import { insertFiles } from './insert-files';

/** Whose ticket it is: the actor's own or, filed by an integration, the client's whom it names. */
async function clientIdOf(actor: UserActor, { client }: CreateTicket): Promise<string> {
  if (!client) return actor.userId;
  if (!actor.isIntegration) throw new AppError('FORBIDDEN');
  return findOrCreateClient(actor, client);
}

/** The answer to a key made again from the request, which is the same one. */
function replay(
  first: Remembered,
  input: CreateTicket,
  fields: FieldValues,
): { ticket: TicketObject; isReplayed: boolean } {
  const facts = { id: first.ticket_id, clientId: first.client_id, number: first.number, createdAt: first.created_at };
  return { ticket: presentNewTicket(facts, input, fields), isReplayed: true };
}

/**
 * Files a ticket owned by the actor or, by an integration, by the client whom it names: the ticket, its opening message, its
 * files, the event and, with a key, the claim on it, in one statement and so one transaction and one round trip.
 * The desk's own fields are looked up before that, where some are sent or a form may lack one.
 * Errors: `FORBIDDEN` and `INVALID_CLIENT` of a named client, `INVALID_FIELDS`, `IDEMPOTENCY_KEY_MISMATCH`, `IDEMPOTENCY_KEY_IN_USE`.
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
  // become of its client.
  if (claim && input.client && actor.isIntegration) {
    const first = await recallKey(db, actor, claim.key, claim.requestHash);
    if (first) return replay(first, input, fields);
  }
  const clientId = await clientIdOf(actor, input);
  const claimed = claim ? sql`claimed AS (${claimKey(actor, claim.key, claim.requestHash, id)}),` : empty;
  const statement = sql`WITH ${claimed} ticket AS (
      INSERT INTO tickets (id, title, description, priority, category, client_id, tags${hasFields ? sql`, fields` : empty})
      SELECT ${id}::uuid, ${input.title}::text, ${input.description}::text, ${input.priority}::ticket_priority,
        ${input.category}::ticket_category, ${clientId}::uuid, ${input.tags}::text[]
        ${hasFields ? sql`, ${JSON.stringify(fields)}::jsonb` : empty}
        ${claim ? sql`FROM claimed` : empty}
      RETURNING number, created_at
    ), opening AS (
      INSERT INTO threads (id, ticket_id, author_id, type, message)
      SELECT ${threadId}::uuid, ${id}::uuid, ${clientId}::uuid, 'user', ${input.description}::text FROM ticket
    ), files AS (${insertFiles(input.attachments, threadId, id, sql`ticket`)}
    ), event AS (${insertEvent(actor, { name: 'ticket.created', subject: { type: 'ticket', id } }, sql`FROM ticket`)})
    SELECT number, created_at FROM ticket`;
  const [row] = await whileWaitingForKey(() =>
    db.query<{ number: number; created_at: Date }>(
      statement,
      `create_ticket${claim ? '_keyed' : ''}${hasFields ? '_fields' : ''}`,
    ),
  );
  if (row) {
    const facts = { id, clientId, number: row.number, createdAt: row.created_at };
    return { ticket: presentNewTicket(facts, input, fields), isReplayed: false };
  }
  if (!claim) throw new Error('a ticket without a key was not inserted');
  const first = await recallKey(db, actor, claim.key, claim.requestHash);
  if (!first) throw keyInUse();
  return replay(first, input, fields);
}
