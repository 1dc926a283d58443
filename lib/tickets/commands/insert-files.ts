import sql, { type Sql } from 'sql-template-tag';
import { newId } from '@/lib/platform/ids';
import type { AttachmentLink } from '../schema';

/** The statement that writes a message's files, inside a larger one whose `source` yields the ticket's row. Its text never varies. */
export function insertFiles(files: AttachmentLink[], threadId: string, ticketId: string, source: Sql): Sql {
  return sql`INSERT INTO attachments (id, ticket_id, thread_id, position, filename, url, size, type)
    SELECT f.id, ${ticketId}::uuid, ${threadId}::uuid, f.position - 1, f.filename, f.url, f.size, f.type
    FROM ${source}, unnest(${files.map(() => newId())}::uuid[], ${files.map((file) => file.filename)}::text[],
      ${files.map((file) => file.url)}::text[], ${files.map((file) => file.size)}::bigint[],
      ${files.map((file) => file.type)}::text[]) WITH ORDINALITY AS f(id, filename, url, size, type, position)`;
}
