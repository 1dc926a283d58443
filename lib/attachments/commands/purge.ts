import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { toPublicId } from '@/lib/platform/ids';
import { removeUpload } from './remove';

const batch = 500;

/** Whether nothing that its owner has begun and not sent names the upload, on `uploads u`. */
function isUnwanted(id: string) {
  const named = `%/v2/attachments/${toPublicId('attachment', id).replace('_', '\\_')}/%`;
  return sql`NOT EXISTS (SELECT 1 FROM drafts d WHERE d.user_id = u.owner_id AND d.attachments::text LIKE ${named})
    AND NOT EXISTS (SELECT 1 FROM outgoing_replies o
      WHERE o.author_id = u.owner_id AND o.state <> 'sent' AND o.reply->>'attachments' LIKE ${named})`;
}

/** Uploads that no message has taken for a day, whole or not, on `uploads u`. */
const isOld = sql`u.used_at IS NULL AND u.created_at < now() - interval '24 hours'
  AND (u.whole_at IS NULL OR u.whole_at < now() - interval '24 hours')`;

/**
 * Removes uploads that nobody has used for a day, with their bytes, unless a draft of their owner or a reply on its way names
 * them. Gives how many uploads went.
 */
export async function purgeUploads(): Promise<number> {
  let count = 0;
  let after = { createdAt: new Date(0), id: '00000000-0000-0000-0000-000000000000' };
  for (;;) {
    const old = await db.query<{ id: string; createdAt: Date }>(
      sql`SELECT u.id, u.created_at AS "createdAt" FROM uploads u
          WHERE ${isOld} AND (u.created_at, u.id) > (${after.createdAt}, ${after.id}::uuid)
          ORDER BY u.created_at, u.id LIMIT ${batch}`,
    );
    for (const { id } of old) if (await removeUpload(id, sql`${isOld} AND ${isUnwanted(id)}`)) count += 1;
    const last = old.at(-1);
    if (!last || old.length < batch) break;
    after = last;
  }
  return count;
}
