import sql from 'sql-template-tag';
import { isStaff, type UserActor } from '@/lib/auth/actor';
import { inTransaction, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { newId } from '@/lib/platform/ids';
import { getNote, maxNotes, type NoteRow } from './queries';
import type { ClientNoteInput } from './schema';

/** Takes turns with whoever notes something about the same client. Errors: `TOO_MANY_NOTES`. */
async function requireRoom(tx: Queryable, clientId: string): Promise<void> {
  await tx.query(sql`SELECT 1 FROM users WHERE id = ${clientId}::uuid FOR NO KEY UPDATE`);
  const [row] = await tx.query<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM client_notes WHERE client_id = ${clientId}::uuid`,
  );
  if ((row?.count ?? 0) >= maxNotes) throw new AppError('TOO_MANY_NOTES');
}

/**
 * Notes something about a client, for those who work here. Errors: `FORBIDDEN` for clients, `USER_NOT_FOUND`, `TOO_MANY_NOTES`.
 */
export async function writeNote(actor: UserActor, clientId: string, { text }: ClientNoteInput): Promise<NoteRow> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  const id = newId();
  return inTransaction(async (tx) => {
    await requireRoom(tx, clientId);
    await tx.query(
      sql`INSERT INTO client_notes (id, client_id, author_id, text)
          SELECT ${id}::uuid, u.id, ${actor.userId}::uuid, ${text} FROM users u WHERE u.id = ${clientId}::uuid AND NOT u.is_staff`,
    );
    // Of whom there is not, nothing was noted.
    return getNote(actor, clientId, id, tx);
  });
}

/** Changes a note that is one's own, or anybody's for admins. Errors: `FORBIDDEN`, `USER_NOT_FOUND`, `NOTE_NOT_FOUND`. */
export async function changeNote(
  actor: UserActor,
  clientId: string,
  id: string,
  { text }: ClientNoteInput,
): Promise<NoteRow> {
  return inTransaction(async (tx) => {
    if (!(await getNote(actor, clientId, id, tx)).mayChange) throw new AppError('FORBIDDEN');
    await tx.query(sql`UPDATE client_notes SET text = ${text}, updated_at = now() WHERE id = ${id}::uuid`);
    return getNote(actor, clientId, id, tx);
  });
}

/** Deletes a note and gives it as it was. Errors: as `changeNote`. */
export async function deleteNote(actor: UserActor, clientId: string, id: string): Promise<NoteRow> {
  return inTransaction(async (tx) => {
    const note = await getNote(actor, clientId, id, tx);
    if (!note.mayChange) throw new AppError('FORBIDDEN');
    await tx.query(sql`DELETE FROM client_notes WHERE id = ${id}::uuid`);
    return note;
  });
}
