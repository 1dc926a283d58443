import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { fromPublicId } from '@/lib/platform/ids';

/** Makes a ticket and its rating look fifteen days older. */
export async function ageRating(ticket: string): Promise<void> {
  const id = fromPublicId(ticket, 'support_ticket');
  const days = sql`interval '15 days'`;
  await db.query(
    sql`UPDATE tickets SET resolved_at = resolved_at - ${days}, created_at = created_at - ${days} WHERE id = ${id}::uuid`,
  );
  await db.query(sql`UPDATE ratings SET created_at = created_at - ${days} WHERE ticket_id = ${id}::uuid`);
}
