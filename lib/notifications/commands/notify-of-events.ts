import sql from 'sql-template-tag';
import type { FeedRow } from '@/lib/events/feed';
import { mentionsIn } from '@/lib/people/rules';
import type { Queryable } from '@/lib/platform/db';
import { noticesOf } from '../rules';
import { type NewNotice, notify } from './notify';

async function assigneesOf(tx: Queryable, rows: FeedRow[]): Promise<Map<string, string | null>> {
  const found = await tx.query<{ id: string; assignedToId: string | null }>(
    // What happens on a merged ticket is the concern of who has the one in which its life goes on.
    sql`SELECT t.id, o.assigned_to_id AS "assignedToId" FROM tickets t JOIN tickets o ON o.id = coalesce(t.merged_into_id, t.id)
        WHERE t.id = ANY(${[...new Set(rows.map((row) => row.ticketId))]}::uuid[])`,
  );
  return new Map(found.map(({ id, assignedToId }) => [id, assignedToId]));
}

/** Whom each note mentions, by its event. No round trip without notes. */
async function mentionsOf(tx: Queryable, rows: FeedRow[]): Promise<Map<number, string[]>> {
  const notes = rows.filter((row) => row.type === 'ticket.noted' && row.data.threadId);
  if (notes.length === 0) return new Map();
  const texts = await tx.query<{ id: string; message: string }>(
    sql`SELECT id, message FROM threads WHERE id = ANY(${notes.map((row) => row.data.threadId)}::uuid[]) AND is_internal`,
  );
  const textOf = new Map(texts.filter(({ message }) => message.includes('@')).map(({ id, message }) => [id, message]));
  if (textOf.size === 0) return new Map();
  const people = await tx.query<{ id: string; name: string }>(
    sql`SELECT id, name FROM users WHERE is_staff AND disabled_at IS NULL`,
  );
  return new Map(
    notes.map((row) => {
      const found = mentionsIn(textOf.get(row.data.threadId ?? '') ?? '', people);
      return [row.id, found.flatMap((mention) => mention.people.map(({ id }) => id))];
    }),
  );
}

/** Who is in the teams that tickets were given to, by team. No round trip where none was. */
async function membersOf(tx: Queryable, rows: FeedRow[]): Promise<Map<string, string[]>> {
  const teams = rows.flatMap((row) => row.data.changes?.teamId?.to ?? []).filter((id) => typeof id === 'string');
  if (teams.length === 0) return new Map();
  const found = await tx.query<{ id: string; members: string[] }>(
    sql`SELECT team_id AS id, array_agg(user_id) AS members FROM team_members WHERE team_id = ANY(${teams}::uuid[]) GROUP BY 1`,
  );
  return new Map(found.map(({ id, members }) => [id, members]));
}

/** Tells people of the desk what of these events concerns them. What an import brings is no news. */
export async function notifyOfEvents(tx: Queryable, all: FeedRow[]): Promise<void> {
  const rows = all.filter((row) => !row.data.imported);
  if (rows.length === 0) return;
  const assignees = await assigneesOf(tx, rows);
  const mentions = await mentionsOf(tx, rows);
  const members = await membersOf(tx, rows);
  const notices = rows.flatMap((row): NewNotice[] => {
    const { type, actorId, actorRole, clientId, ticketId } = row;
    const { changes = {}, threadId } = row.data;
    const told = noticesOf({
      type,
      actorId,
      actorRole,
      clientId,
      changes,
      assignedToId: assignees.get(ticketId) ?? null,
      mentioned: mentions.get(row.id) ?? [],
      team: members.get(String(changes.teamId?.to)) ?? [],
    });
    // What one transaction did stands at one place of the feed.
    return told.map((each) => ({
      ...each,
      ticketId,
      actorId,
      eventId: row.id,
      threadId,
      act: String(row.position),
      at: row.createdAt,
    }));
  });
  await notify(tx, notices);
}
