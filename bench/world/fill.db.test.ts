import sql from 'sql-template-tag';
import { expect, inject, test } from 'vitest';
import { systemActor } from '@/lib/auth/actor';
import { createUser } from '@/lib/people/commands';
import { closeDatabase, db } from '@/lib/platform/db';
import { env, putEnv } from '@/lib/platform/env';
import { copyDatabase } from '@/lib/platform/testing';
import { makeActor, makeTicket } from '@/prisma/factories';
import { fillWorld } from './fill';
import { known } from './people';

const plan = { tickets: 400, seed: 7, until: Date.parse('2026-11-01T12:00:00Z') };
const quiet = () => undefined;

/** What the database holds beside rows: a world must leave it as the migrations made it. */
const shape = () =>
  db.query(sql`SELECT 'index ' || indexdef AS what FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || convalidated || ' ' || pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    UNION ALL SELECT 'trigger ' || tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
    ORDER BY 1`);

async function count(table: string): Promise<number> {
  const [row] = await db.query<{ n: number }>(sql`SELECT (xpath('/row/n/text()',
    query_to_xml('SELECT count(*) AS n FROM ' || ${table}::text, false, true, '')))[1]::text::int AS n`);
  return row?.n ?? Number.NaN;
}

test('a world is what the app would have written', async () => {
  const before = await shape();
  await fillWorld(env().DATABASE_URL, plan, quiet);
  expect(await shape()).toEqual(before);
  expect(await count('tickets')).toBe(400);
  const people = await db.query<{ email: string }>(
    sql`SELECT email FROM users WHERE email = ANY(${Object.values(known)})`,
  );
  expect(people).toHaveLength(Object.keys(known).length);

  // Search, by the function that makes it anew from tickets and messages.
  await db.query(sql`CREATE TABLE told AS SELECT * FROM ticket_search`);
  await db.query(sql`SELECT hilo_rebuild_search(id) FROM tickets`);
  expect(await db.query(sql`SELECT ticket_id FROM told t JOIN ticket_search s USING (ticket_id) WHERE t <> s`)).toEqual(
    [],
  );
  const words = sql`SELECT w.lexeme AS word, count(*)::int AS seen FROM told t, unnest(t.staff_vector) w
    WHERE w.positions IS NOT NULL AND w.lexeme ~ '^[[:alpha:]]{4,30}$' GROUP BY 1`;
  expect(await db.query(sql`(${words}) EXCEPT SELECT word, seen FROM search_words`)).toEqual([]);
  expect(await db.query(sql`SELECT word, seen FROM search_words EXCEPT (${words})`)).toEqual([]);

  // What a ticket says of itself follows from its messages and events.
  const wrong = await db.query(
    sql`SELECT t.number FROM tickets t JOIN LATERAL (
          SELECT count(*) FILTER (WHERE e.name IN ('ticket.replied', 'ticket.resolved', 'ticket.closed') OR (e.name = 'ticket.changed'
              AND NOT e.is_internal AND e.data->'changes'->'status'->>'from' <> 'open')) AS public,
            count(*) FILTER (WHERE e.is_internal) AS own, max(e.created_at) AS last,
            max(e.created_at) FILTER (WHERE NOT e.is_internal) AS "lastPublic"
          FROM events e WHERE e.subject_id = t.id) e ON true
        WHERE (t.version, t.note_version, t.staff_updated_at, t.updated_at)
          <> (1 + e.public, e.own, e.last, e."lastPublic")`,
  );
  expect(wrong).toEqual([]);
  const strayed = await db.query(
    sql`SELECT e.id FROM events e LEFT JOIN tickets t ON t.id = e.subject_id
        WHERE e.client_id IS DISTINCT FROM CASE WHEN NOT e.is_internal THEN t.client_id END`,
  );
  expect(strayed).toEqual([]);
  const moved = await db.query(
    sql`SELECT t.number FROM tickets t WHERE t.status::text <> coalesce((SELECT m.change->>'to' FROM threads m
          WHERE m.ticket_id = t.id AND m.change->>'kind' = 'status' ORDER BY m.created_at DESC, m.id DESC LIMIT 1), 'open')
        OR (SELECT m.message FROM threads m WHERE m.ticket_id = t.id ORDER BY m.created_at, m.id LIMIT 1) <> t.description`,
  );
  expect(moved).toEqual([]);

  // Life goes on after it.
  const client = await makeActor('client');
  expect((await makeTicket(client)).number).toBe(1401);
  await expect(fillWorld(env().DATABASE_URL, plan, quiet)).rejects.toThrow('has tickets already');
});

test('a seed that fails leaves the desk as it was', async () => {
  const other = await copyDatabase(inject('postgres'));
  await closeDatabase();
  putEnv({ DATABASE_URL: other.url });
  await createUser(systemActor('test'), { name: 'Otra', email: known.admin, role: 'admin' });
  const before = await shape();
  await expect(fillWorld(other.url, plan, quiet)).rejects.toThrow('users_email_key');
  expect(await shape()).toEqual(before);
  expect([await count('tickets'), await count('users')]).toEqual([0, 1]);
  await closeDatabase();
  await other.drop();
});
