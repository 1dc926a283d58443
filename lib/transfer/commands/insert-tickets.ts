import sql from 'sql-template-tag';
import type { Queryable } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import type { ImportThread, ImportTicket } from '../rules';

/** A ticket of which everything is known: ids are of this desk. */
export interface Prepared {
  id: string;
  ticket: ImportTicket;
  clientId: string;
  assigneeId: string | null;
  resolution: string | null;
  threads: { id: string; thread: ImportThread; authorId: string | null; change: unknown }[];
}

function insertRows(tx: Queryable, source: string, all: Prepared[]) {
  const rows = all.map(({ id, ticket, clientId, assigneeId, resolution, threads }, place) => ({
    place,
    ...{ id, clientId, assigneeId, resolution, externalId: ticket.externalId },
    ...{ title: ticket.title, description: ticket.description, status: ticket.status, priority: ticket.priority },
    ...{ category: ticket.category, createdAt: ticket.createdAt, resolvedAt: ticket.resolvedAt },
    tags: ticket.tags,
    updatedAt: ticket.publicUpdatedAt,
    staffUpdatedAt: ticket.updatedAt,
    notes: threads.filter(({ thread }) => thread.isInternal).length,
  }));
  // Numbers are given in the order of the file.
  return tx.query(
    sql`WITH rows AS MATERIALIZED (
          SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(place int, id uuid, "clientId" uuid, "assigneeId" uuid,
            resolution text, "externalId" text, title text, description text, status ticket_status, priority ticket_priority,
            category ticket_category, "createdAt" timestamptz, "resolvedAt" timestamptz, tags text[], "updatedAt" timestamptz,
            "staffUpdatedAt" timestamptz, notes int)
        ), made AS (
          INSERT INTO tickets (id, title, description, status, priority, category, client_id, assigned_to_id, tags, resolution,
            note_version, created_at, updated_at, staff_updated_at, resolved_at)
          SELECT r.id, r.title, r.description, r.status, r.priority, r.category, r."clientId", r."assigneeId", r.tags, r.resolution,
            r.notes, r."createdAt", r."updatedAt", r."staffUpdatedAt", r."resolvedAt"
          FROM rows r ORDER BY r.place
        )
        INSERT INTO imported_tickets (source, external_id, ticket_id) SELECT ${source}::text, r."externalId", r.id FROM rows r`,
  );
}

function insertThreads(tx: Queryable, all: Prepared[]) {
  const rows = all.flatMap(({ id: ticketId, threads }) =>
    threads.map(({ id, thread, authorId, change }) => ({
      ...{ id, ticketId, authorId, change },
      ...{ type: thread.type, isInternal: thread.isInternal, message: thread.message, createdAt: thread.createdAt },
    })),
  );
  return tx.query(
    sql`INSERT INTO threads (id, ticket_id, author_id, type, is_internal, message, change, created_at)
        SELECT r.id, r."ticketId", r."authorId", r.type, r."isInternal", r.message, r.change, r."createdAt"
        FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(id uuid, "ticketId" uuid, "authorId" uuid, type thread_type,
          "isInternal" boolean, message text, change jsonb, "createdAt" timestamptz)`,
  );
}

async function insertFiles(tx: Queryable, all: Prepared[]): Promise<void> {
  const rows = all.flatMap(({ id: ticketId, threads }) =>
    threads.flatMap(({ id: threadId, thread }) =>
      thread.attachments.map((file, position) => ({
        ...{ id: newId(), ticketId, threadId, position, createdAt: thread.createdAt },
        ...{ filename: file.filename, url: file.url, size: file.size, type: file.type },
      })),
    ),
  );
  if (rows.length === 0) return;
  await tx.query(
    sql`INSERT INTO attachments (id, ticket_id, thread_id, position, filename, url, size, type, created_at)
        SELECT r.id, r."ticketId", r."threadId", r.position, r.filename, r.url, r.size, r.type, r."createdAt"
        FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(id uuid, "ticketId" uuid, "threadId" uuid, position smallint,
          filename text, url text, size bigint, type text, "createdAt" timestamptz)`,
  );
}

/** Writes tickets with where they came from, then their messages (search follows by its triggers), then their files. */
export async function insertTickets(tx: Queryable, source: string, all: Prepared[]): Promise<void> {
  await insertRows(tx, source, all);
  await insertThreads(tx, all);
  await insertFiles(tx, all);
}
