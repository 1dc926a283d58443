import { randomUUID } from 'node:crypto';
import sql from 'sql-template-tag';
import { makePerson, type Person } from '@/e2e/support/people';
import { closeDatabase, inTransaction } from '@/lib/platform/db';
import { putEnv } from '@/lib/platform/env';
import { toPublicId } from '@/lib/platform/ids';
import { besideBare, runBoth, withBare } from './beside-bare';
import { type Asked, exampleTicket } from './drive';
import type { Line, Section } from './section';
import { figure } from './table';

/** A database with open tickets of one client, and who asks for them. */
export interface Seeded {
  databaseUrl: string;
  client: Person;
  agent: Person;
  /** Keys of the tickets' rows. */
  ids: string[];
}

/** Fills an empty database with open tickets of one client: two messages and a file each. */
export async function seedRequests(databaseUrl: string, count: number): Promise<Seeded> {
  await closeDatabase();
  putEnv({ DATABASE_URL: databaseUrl });
  const [client, agent] = [await makePerson('client'), await makePerson('agent')];
  const { title, description, attachments } = exampleTicket;
  const [file] = attachments;
  const rows = await inTransaction(async (tx) => {
    const made = await tx.query<{ id: string }>(
      sql`INSERT INTO tickets (id, title, description, priority, category, client_id, tags, created_at, updated_at, staff_updated_at)
          SELECT gen_random_uuid(), ${title} || ' ' || i, ${description}, (ARRAY['low','medium','high','urgent'])[1 + i % 4]::ticket_priority,
            'technical', ${client.userId}::uuid, ARRAY['api'], t.at, t.at, t.at
          FROM generate_series(1, ${count}::int) i, LATERAL (SELECT now() - make_interval(mins => ${count}::int - i) AS at) t
          RETURNING id`,
    );
    await tx.query(
      sql`INSERT INTO threads (id, ticket_id, author_id, type, message, created_at)
          SELECT gen_random_uuid(), t.id, ${client.userId}::uuid, 'user'::thread_type, t.description, t.created_at FROM tickets t
          UNION ALL SELECT gen_random_uuid(), t.id, ${agent.userId}::uuid, 'agent'::thread_type, 'Lo revisamos.', t.created_at FROM tickets t`,
    );
    await tx.query(
      sql`INSERT INTO attachments (id, ticket_id, thread_id, position, filename, url, size, type)
          SELECT gen_random_uuid(), m.ticket_id, m.id, 0, ${file?.filename}, ${file?.url}, ${file?.size}::bigint, ${file?.type}
          FROM threads m WHERE m.type = 'user'`,
    );
    return made;
  });
  // Tables that are known to be empty would be read from end to end for as long as that is believed; a new desk's are not known.
  if (count > 0)
    await inTransaction((tx) => tx.query(sql`ANALYZE users, access_tokens, tickets, threads, attachments`));
  await closeDatabase();
  return { databaseUrl, client, agent, ids: rows.map((row) => row.id) };
}

type Name = 'create' | 'createKeyed' | 'get' | 'list' | 'filtered' | 'reply' | 'patch';

/**
 * The requests that are measured, each with whom it is from. Each that names a ticket names another than the one before, so that
 * none waits for another's lock and none grows long.
 */
export function asks({ client, agent, ids }: Seeded, isBare: boolean): Record<Name, { asked: Asked; token: string }> {
  const names = isBare ? ids : ids.map((id) => toPublicId('support_ticket', id));
  const path = '/v2/support-tickets';
  let turn = 0;
  const next = () => `${path}/${names[turn++ % names.length]}`;
  const priority = () => ({ priority: Math.floor(turn / names.length) % 2 === 0 ? 'low' : 'urgent' });
  const create: Asked = { method: 'POST', path, body: exampleTicket, status: 201 };
  const wanted = 'status=open,pending&priority=high,urgent';
  const said = { message: 'Sigue igual: el error 401 vuelve a cada intento.' };
  const [asClient, asAgent] = [{ token: client.token }, { token: agent.token }];
  return {
    create: { ...asClient, asked: create },
    createKeyed: { ...asClient, asked: { ...create, headers: () => ({ 'idempotency-key': randomUUID() }) } },
    get: { ...asClient, asked: { method: 'GET', path: next, status: 200 } },
    list: { ...asAgent, asked: { method: 'GET', path, status: 200 } },
    filtered: { ...asAgent, asked: { method: 'GET', path: `${path}?${wanted}`, status: 200 } },
    reply: { ...asClient, asked: { method: 'POST', path: () => `${next()}/threads`, body: said, status: 201 } },
    patch: { ...asAgent, asked: { method: 'PATCH', path: next, body: priority, status: 200 } },
  };
}

const tickets = 2_000;

const measured: { name: Name; what: string; goal?: number }[] = [
  { name: 'get', what: 'get one ticket, by its client', goal: 0.5 },
  { name: 'list', what: 'list the newest 25, by an agent', goal: 0.5 },
  { name: 'filtered', what: 'list 25 by status and priority', goal: 0.5 },
  { name: 'reply', what: 'reply, by the client' },
  { name: 'patch', what: 'patch the priority, by an agent' },
];

/** Reading, replying and patching from 8 connections, beside the bare server on an equal database of its own. */
export const requestsSection: Section = async ({ plan, say, desk, emptyDatabase }) => {
  const { desk: ours, databaseUrl } = await desk();
  const bareUrl = await emptyDatabase();
  const [seeded, bareSeeded] = [await seedRequests(databaseUrl, tickets), await seedRequests(bareUrl, tickets)];
  const [hilo, bare] = [asks(seeded, false), asks(bareSeeded, true)];
  return withBare(bareUrl, async (url) => {
    const lines: Line[] = [];
    for (const { name, what, goal } of measured) {
      const runs = await runBoth(
        [
          { url: ours.url, ...hilo[name] },
          { url, ...bare[name] },
        ],
        8,
        plan,
      );
      const line = besideBare({ section: 'requests', what }, runs, goal);
      say(`${what}: ${figure(line.hilo.median)} of ${figure(line.bare?.median ?? Number.NaN)} req/s`);
      lines.push(line);
    }
    return lines;
  });
};
