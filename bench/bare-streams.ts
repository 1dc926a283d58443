// What the streams of events are measured against: node:http, and pg for one row and one NOTIFY an event. It checks nothing and
// keeps nobody apart. Run by the pinned Node alone: DATABASE_URL=… PORT=… node bench/bare-streams.ts
import { createServer, type ServerResponse } from 'node:http';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4 });
const listener = new pg.Client({ connectionString: process.env.DATABASE_URL });
await listener.connect();
await pool.query('CREATE TABLE IF NOT EXISTS bare_events (id bigserial PRIMARY KEY, data jsonb)');
await listener.query('LISTEN bare_events');
const readers = new Set<ServerResponse>();

listener.on('notification', async ({ payload }) => {
  const { rows } = await pool.query('SELECT id, data FROM bare_events WHERE id = $1', [payload]);
  const frame = `id: ${rows[0].id}\nevent: ticket.created\ndata: ${JSON.stringify(rows[0].data)}\n\n`;
  for (const reader of readers) reader.write(frame);
});

const server = createServer(async (request, response) => {
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 1000\n\n');
    readers.add(response);
    response.on('close', () => readers.delete(response));
    return;
  }
  request.resume();
  const data = JSON.stringify({ type: 'ticket.created', at: new Date(), text: 'x'.repeat(300) });
  await pool.query(
    `WITH added AS (INSERT INTO bare_events (data) VALUES ($1) RETURNING id) SELECT pg_notify('bare_events', id::text) FROM added`,
    [data],
  );
  response.writeHead(201).end();
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
