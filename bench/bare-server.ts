// What the create route is measured against: nothing but node:http and pg. It checks the same bearer token by the same
// conditions and writes the same rows as `createTicket`, in one statement, so in one round trip. It validates nothing.
// Run by the pinned Node alone (it strips the types): DATABASE_URL=… PORT=… node bench/bare-server.ts
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { v7 } from 'uuid';

interface Filed {
  title: string;
  description: string;
  priority: string;
  category: string;
  tags: string[];
  attachments: { filename: string; url: string; size: number; type: string }[];
}

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });

const text = `WITH caller AS (
    SELECT u.id FROM access_tokens t JOIN users u ON u.id = t.user_id
    WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now())
      AND u.disabled_at IS NULL
  ), ticket AS (
    INSERT INTO tickets (id, title, description, priority, category, client_id, tags)
    SELECT $2::uuid, $3::text, $4::text, $5::ticket_priority, $6::ticket_category, caller.id, $7::text[] FROM caller
    RETURNING number, client_id, created_at
  ), opening AS (
    INSERT INTO threads (id, ticket_id, author_id, type, message)
    SELECT $8::uuid, $2::uuid, client_id, 'user', $4::text FROM ticket
  ), files AS (
    INSERT INTO attachments (id, ticket_id, thread_id, position, filename, url, size, type)
    SELECT f.id, $2::uuid, $8::uuid, f.position - 1, f.filename, f.url, f.size, f.type
    FROM ticket, unnest($9::uuid[], $10::text[], $11::text[], $12::bigint[], $13::text[])
      WITH ORDINALITY AS f(id, filename, url, size, type, position)
  ), event AS (
    INSERT INTO events (name, actor_id, subject_type, subject_id, is_internal, data, position)
    SELECT 'ticket.created', client_id, 'ticket', $2::uuid, false, '{}'::jsonb,
      pg_current_xact_id()::text::bigint + (SELECT shift FROM event_feed) FROM ticket
  )
  SELECT number, client_id, created_at FROM ticket`;

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', reject);
  });
}

async function file(request: IncomingMessage): Promise<object | null> {
  const token = (request.headers.authorization ?? '').slice('Bearer '.length);
  const input = JSON.parse(await read(request)) as Filed;
  const { title, description, priority, category, tags, attachments } = input;
  const id = v7();
  const values = [
    createHash('sha256').update(token).digest(),
    id,
    title,
    description,
    priority,
    category,
    tags,
    v7(),
    attachments.map(() => v7()),
    attachments.map((each) => each.filename),
    attachments.map((each) => each.url),
    attachments.map((each) => each.size),
    attachments.map((each) => each.type),
  ];
  const { rows } = await pool.query({ name: 'file', text, values });
  const row = rows[0] as { number: number; client_id: string; created_at: Date } | undefined;
  if (!row) return null;
  const { number, client_id: client, created_at: createdAt } = row;
  const threads = [{ author: client, message: description, timestamp: createdAt, type: 'user' }];
  const times = { resolution: null, createdAt, updatedAt: createdAt, resolvedAt: null, number };
  const ticket = { _id: id, title, description, status: 'open', priority, category, client, assignedTo: null };
  return { success: true, data: { ...ticket, threads, attachments, tags, ...times } };
}

const server = createServer((request, response) => {
  file(request).then(
    (answer) => {
      response.writeHead(answer ? 201 : 401, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(answer ?? { message: 'UNAUTHORIZED' }));
    },
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});

server.keepAliveTimeout = 65_000;
server.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => void pool.end());
});
