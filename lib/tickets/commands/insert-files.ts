import sql, { empty, type Sql } from 'sql-template-tag';
import type { MessageFile } from '@/lib/attachments/queries/files';
import { newId } from '@/lib/platform/ids';

/** Whether Hilo holds one of the files: then the statement has another text. */
export function hasHeldFiles(files: MessageFile[]): boolean {
  return files.some((file) => file.uploadId !== undefined);
}

/** The statement that writes a message's files, inside a larger one whose `source` yields the ticket's row. Its text varies with `hasHeldFiles` alone. */
export function insertFiles(files: MessageFile[], threadId: string, ticketId: string, source: Sql): Sql {
  const isHeld = hasHeldFiles(files);
  return sql`INSERT INTO attachments (id, ticket_id, thread_id, position, filename, url, size, type${isHeld ? sql`, upload_id` : empty})
    SELECT f.id, ${ticketId}::uuid, ${threadId}::uuid, f.position - 1, f.filename, f.url, f.size, f.type${isHeld ? sql`, f.upload_id` : empty}
    FROM ${source}, unnest(${files.map(() => newId())}::uuid[], ${files.map((file) => file.filename)}::text[],
      ${files.map((file) => file.url)}::text[], ${files.map((file) => file.size)}::bigint[],
      ${files.map((file) => file.type)}::text[]${isHeld ? sql`, ${files.map((file) => file.uploadId ?? null)}::uuid[]` : empty})
      WITH ORDINALITY AS f(id, filename, url, size, type${isHeld ? sql`, upload_id` : empty}, position)`;
}
