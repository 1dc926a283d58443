import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';

const batch = 20;

/**
 * Rebuilds what search knows of a client's tickets, oldest first, a few at a time so that no statement takes long. It may
 * be done again at any time.
 */
export async function reindexTicketsOf(clientId: string): Promise<void> {
  let after = 0;
  for (;;) {
    const rows = await db.query<{ number: number }>(
      sql`SELECT t.number, hilo_rebuild_search(t.id) FROM (
            SELECT id, number FROM tickets WHERE client_id = ${clientId}::uuid AND number > ${after} ORDER BY number LIMIT ${batch}
          ) t ORDER BY t.number`,
    );
    const last = rows.at(-1);
    if (!last || rows.length < batch) return;
    after = last.number;
  }
}
