import pg from 'pg';
import { toPublicId } from '@/lib/platform/ids';
import type { WriteKind } from './journal';

/** One thing that the database has, by its mark. */
export interface Written {
  mark: string;
  kind: WriteKind;
  /** The public id of its ticket or upload. */
  id: string;
  /** What it lacks of what is written together with it. */
  lacks: string[];
  /** How many attachments it has. */
  files: number;
  size?: number;
  /** A reply that waits for its time, or was held or failed: no message yet. */
  isWaiting?: boolean;
}

interface Row {
  mark: string;
  id: string;
  files: number;
  size?: number;
  isWaiting?: boolean;
  [part: string]: unknown;
}

/** Parts that must be there, as columns named `has…`. */
function lacksOf(row: Row): string[] {
  return Object.keys(row).filter((name) => name.startsWith('has') && row[name] !== true);
}

// In each text $1 is what a mark looks like.
const questions: { kind: WriteKind; prefix: 'support_ticket' | 'attachment'; text: string }[] = [
  {
    kind: 'ticket',
    prefix: 'support_ticket',
    text: `SELECT substring(t.description from $1) AS mark, t.id,
        (SELECT count(*) FROM threads m WHERE m.ticket_id = t.id AND m.message = t.description AND m.type = 'user') = 1 AS "hasMessage",
        (SELECT count(*) FROM events e WHERE e.subject_id = t.id AND e.name = 'ticket.created') = 1 AS "hasEvent",
        coalesce(s.staff_vector @@ plainto_tsquery('simple', substring(t.description from $1)), false) AS "hasSearch",
        coalesce(s.client_vector @@ plainto_tsquery('simple', substring(t.description from $1)), false) AS "hasClientSearch",
        (SELECT count(*)::int FROM attachments a JOIN threads m ON m.id = a.thread_id
          WHERE m.ticket_id = t.id AND m.message = t.description) AS files
      FROM tickets t LEFT JOIN ticket_search s ON s.ticket_id = t.id WHERE t.description ~ $1`,
  },
  {
    kind: 'reply',
    prefix: 'support_ticket',
    text: `SELECT substring(m.message from $1) AS mark, m.ticket_id AS id,
        (SELECT count(*) FROM events e WHERE e.subject_id = m.ticket_id AND e.data->>'threadId' = m.id::text
          AND e.name = CASE WHEN m.is_internal THEN 'ticket.noted' ELSE 'ticket.replied' END) = 1 AS "hasEvent",
        coalesce(s.staff_vector @@ plainto_tsquery('simple', substring(m.message from $1)), false) AS "hasSearch",
        (SELECT count(*)::int FROM attachments a WHERE a.thread_id = m.id) AS files
      FROM threads m JOIN tickets t ON t.id = m.ticket_id LEFT JOIN ticket_search s ON s.ticket_id = t.id
      WHERE m.message ~ $1 AND m.message <> t.description AND m.type <> 'system'`,
  },
  {
    kind: 'patch',
    prefix: 'support_ticket',
    text: `SELECT substring(e.data#>>'{changes,title,to}' from $1) AS mark, e.subject_id AS id, 0 AS files,
        (NOT e.data->'changes' ? 'status' OR EXISTS (SELECT 1 FROM threads m WHERE m.ticket_id = e.subject_id
          AND m.type = 'system' AND m.change->>'kind' = 'status'
          AND m.change->>'from' = e.data#>>'{changes,status,from}' AND m.change->>'to' = e.data#>>'{changes,status,to}')
        ) AS "hasMessage"
      FROM events e WHERE e.data#>>'{changes,title,to}' ~ $1`,
  },
  {
    kind: 'upload',
    prefix: 'attachment',
    text: `SELECT substring(u.filename from $1) AS mark, u.id, 0 AS files, u.size::float8 AS size,
        (u.sha256 IS NOT NULL AND u.whole_at IS NOT NULL) AS "hasName" FROM uploads u WHERE u.filename ~ $1`,
  },
  {
    kind: 'outgoing',
    prefix: 'support_ticket',
    text: `SELECT substring(o.reply->>'message' from $1) AS mark, o.ticket_id AS id, 0 AS files, o.state <> 'sent' AS "isWaiting",
        (o.state <> 'sent' OR (SELECT count(*) FROM threads m WHERE m.ticket_id = o.ticket_id
          AND m.message = o.reply->>'message') = 1) AS "hasMessage"
      FROM outgoing_replies o WHERE o.reply->>'message' ~ $1`,
  },
];

/** Everything in the database that bears a mark of this prefix, with what it lacks. */
export async function readWritten(databaseUrl: string, prefix: string): Promise<Written[]> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'hilo faults' });
  await client.connect();
  try {
    const all: Written[] = [];
    for (const { kind, prefix: idPrefix, text } of questions) {
      const { rows } = await client.query<Row>(text, [`${prefix}[0-9a-f]{6}`]);
      for (const row of rows) {
        const { mark, id, files, size, isWaiting } = row;
        all.push({
          mark,
          kind,
          id: toPublicId(idPrefix, id),
          lacks: lacksOf(row),
          files,
          ...(size !== undefined && { size }),
          ...(isWaiting !== undefined && { isWaiting }),
        });
      }
    }
    return all;
  } finally {
    await client.end();
  }
}
