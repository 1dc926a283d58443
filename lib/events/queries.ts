import sql from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';

/** One change of a subject's properties: who made it and what each property was and became, as the command wrote them. */
export interface ChangeRow {
  id: number;
  /** Null when a program did it. */
  actorId: string | null;
  actorName: string | null;
  changes: Record<string, { from: unknown; to: unknown }>;
}

/** The last changes of a subject's properties, newest first, for staff. Errors: `FORBIDDEN` for clients. One round trip. */
export async function listChanges(actor: Actor, subjectId: string, limit = 20): Promise<ChangeRow[]> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  return db.query<ChangeRow>(
    sql`SELECT e.id::float8 AS id, e.actor_id AS "actorId", u.name AS "actorName", e.data->'changes' AS changes
        FROM events e LEFT JOIN users u ON u.id = e.actor_id
        WHERE e.subject_id = ${subjectId}::uuid AND e.data ? 'changes' ORDER BY e.id DESC LIMIT ${limit}`,
  );
}
