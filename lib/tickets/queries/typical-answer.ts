import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';

/** Fewer answered tickets than this say nothing. */
const least = 10;
/** Of more, every second, third, … is looked at: so many say as much as all. */
const sample = 5_000;
const freshMs = 60 * 60 * 1000;
/** While there is nothing to say, it is asked again sooner. */
const emptyMs = 5 * 60 * 1000;
/** How long a page waits for the first look. */
const patienceMs = 300;

/**
 * In how many seconds three of four tickets get their first answer, as the last 30 days show; null where that cannot be said:
 * fewer than ten were answered, or too few of those that wait. An answer is an agent's public message or resolution. A ticket
 * that still waits counts as waiting at least as long as it has, and one that its client closed as long as it had (the
 * Kaplan–Meier estimate): leaving them out would count only those that went well. Imported and merged tickets are left out.
 */
export async function measureTypicalAnswer(): Promise<number | null> {
  const [row] = await db.query<{ seconds: number | null; answered: number }>(
    sql`WITH waits AS (
          SELECT extract(epoch FROM coalesce(a.at, t.resolved_at, c.at, now()) - t.created_at)::float8 AS seconds,
            (a.at IS NOT NULL OR t.resolved_at IS NOT NULL)::int AS answered
          FROM tickets t
            JOIN (SELECT greatest(1, count(*) / ${sample}) AS step FROM tickets
              WHERE created_at > now() - interval '30 days') s ON t.number % s.step = 0
            LEFT JOIN LATERAL (
              SELECT m.created_at AS at FROM threads m
              WHERE m.ticket_id = t.id AND NOT m.is_internal AND (m.author_id <> t.client_id OR m.author_id IS NULL)
                AND (m.type = 'agent' OR m.change->>'to' = 'resolved')
              ORDER BY m.created_at, m.id LIMIT 1) a ON true
            LEFT JOIN LATERAL (
              SELECT m.created_at AS at FROM threads m
              WHERE t.status = 'closed' AND m.ticket_id = t.id AND m.type = 'system' AND m.change->>'to' = 'closed'
              ORDER BY m.created_at DESC LIMIT 1) c ON true
          WHERE t.created_at > now() - interval '30 days' AND t.merged_into_id IS NULL
            AND NOT EXISTS (SELECT 1 FROM imported_tickets i WHERE i.ticket_id = t.id)
        ), times AS (
          SELECT seconds, sum(answered) AS answered, sum(count(*)) OVER (ORDER BY seconds DESC) AS waiting
          FROM waits GROUP BY seconds
        ), curve AS (
          SELECT seconds, sum(CASE WHEN answered >= waiting THEN -1000 ELSE ln((waiting - answered) / waiting) END)
            OVER (ORDER BY seconds) AS remaining
          FROM times
        )
        SELECT (SELECT min(seconds) FROM curve WHERE remaining <= ln(0.25)) AS seconds,
          coalesce((SELECT sum(answered) FROM waits), 0)::int AS answered`,
  );
  return row && row.answered >= least ? row.seconds : null;
}

interface Kept {
  seconds: number | null;
  until: number;
  running?: Promise<void>;
}

// One for the process: Next's bundles each load this file for themselves.
const shared = globalThis as typeof globalThis & { hiloTypicalAnswer?: Kept };
shared.hiloTypicalAnswer ??= { seconds: null, until: 0 };
const kept = shared.hiloTypicalAnswer;

async function refresh(): Promise<void> {
  try {
    kept.seconds = await measureTypicalAnswer();
  } catch (err) {
    log().warn({ err }, 'the usual time of an answer could not be measured');
  }
  kept.until = performance.now() + (kept.seconds === null ? emptyMs : freshMs);
  kept.running = undefined;
}

/**
 * As `measureTypicalAnswer`, of the last hour: no page measures, and none waits for it but the first, for a moment.
 */
export async function typicalAnswer(): Promise<number | null> {
  const isFirst = kept.until === 0;
  if (performance.now() >= kept.until) kept.running ??= refresh();
  if (isFirst && kept.running) {
    const patience = new Promise<void>((resolve) => setTimeout(resolve, patienceMs));
    await Promise.race([kept.running, patience]);
  }
  return kept.seconds;
}
