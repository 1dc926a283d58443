// What Hilo's requests are measured against: nothing but node:http and pg. It checks the same bearer token by the same
// conditions, writes or reads the same rows in one statement, so in one round trip, and answers the same JSON (ids as the
// UUIDs that they are). It validates nothing, limits nobody and names no request.
// Run by the pinned Node alone (it strips the types): DATABASE_URL=… PORT=… node bench/bare-server.ts
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { v7 } from 'uuid';
import { statements } from './bare-statements.mjs';

interface Filed {
  title: string;
  description: string;
  priority: string;
  category: string;
  tags: string[];
  attachments: { filename: string; url: string; size: number; type: string }[];
}

interface Row extends Omit<Filed, 'size'> {
  id: string;
  status: string;
  client_id: string;
  assigned_to_id: string | null;
  threads?: object[];
  resolution: string | null;
  created_at: Date;
  updated_at: Date;
  resolved_at: Date | null;
  number: number;
}

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });

async function run(name: keyof typeof statements, values: unknown[]): Promise<Row[]> {
  return (await pool.query({ name, text: statements[name], values })).rows as Row[];
}

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', reject);
  });
}

function present(row: Row): object {
  const { title, description, status, priority, category, client_id: client, assigned_to_id: assignedTo } = row;
  const { threads, attachments, tags, resolution, created_at: createdAt, updated_at: updatedAt, number } = row;
  const facts = { _id: row.id, title, description, status, priority, category, client, assignedTo, threads };
  return { ...facts, attachments, tags, resolution, createdAt, updatedAt, resolvedAt: row.resolved_at, number };
}

const present1 = ([row]: Row[]) => row && { data: present(row) };

function presentPage(rows: Row[]): object {
  const last = rows[24];
  const next = rows.length > 25 && last ? `${last.created_at.getTime()}.${last.number}` : null;
  return { data: rows.slice(0, 25).map(present), page: { limit: 25, next } };
}

async function create(hash: Buffer, request: IncomingMessage): Promise<object | undefined> {
  const input = JSON.parse(await read(request)) as Filed;
  const { title, description, priority, category, tags, attachments } = input;
  const id = v7();
  const values: unknown[] = [hash, id, title, description, priority, category, tags, v7(), attachments.map(() => v7())];
  for (const name of ['filename', 'url', 'size', 'type'] as const) values.push(attachments.map((each) => each[name]));
  const key = request.headers['idempotency-key'];
  if (key !== undefined) values.push(key, createHash('sha256').update(JSON.stringify(input)).digest());
  const [row] = await run(key === undefined ? 'create' : 'createKeyed', values);
  if (!row) return undefined;
  const { number, client_id: client, created_at: createdAt } = row;
  const threads = [{ author: client, message: description, timestamp: createdAt, type: 'user' }];
  const times = { resolution: null, createdAt, updatedAt: createdAt, resolvedAt: null, number };
  const ticket = { _id: id, title, description, status: 'open', priority, category, client, assignedTo: null };
  return { data: { ...ticket, threads, attachments, tags, ...times } };
}

async function reply(hash: Buffer, id: string, request: IncomingMessage): Promise<object | undefined> {
  const { message } = JSON.parse(await read(request)) as { message: string };
  const [row] = await run('reply', [hash, id, v7(), message]);
  row?.threads?.push({ author: row.client_id, message, timestamp: row.updated_at, type: 'user' });
  return row && { data: present(row) };
}

async function patch(hash: Buffer, id: string, request: IncomingMessage): Promise<object | undefined> {
  const { priority } = JSON.parse(await read(request)) as { priority: string };
  return present1(await run('patch', [hash, id, priority]));
}

/** By the parameter that they come in. */
const searches = [
  ['q', 'search'],
  ['rare', 'gathered'],
  ['typo', 'typo'],
  ['rareTypo', 'rareTypo'],
] as const;

/** Pages of a list: `status` with `priority`, `q` (common words) or `rare` ones, a `typo` of the one or (`rareTypo`) the other, or behind a `cursor` (milliseconds and number, with a point between). */
async function list(hash: Buffer, query: string | undefined): Promise<object> {
  const wanted = new URLSearchParams(query);
  const [status, priority] = [wanted.get('status')?.split(','), wanted.get('priority')?.split(',')];
  if (status) return presentPage(await run('filtered', [hash, status, priority]));
  const cursor = wanted.get('cursor')?.split('.');
  for (const [name, statement] of searches) {
    const words = wanted.get(name);
    if (words) return presentPage(await run(statement, [hash, words]));
  }
  if (cursor) return presentPage(await run('deep', [hash, new Date(Number(cursor[0])), cursor[1]]));
  return presentPage(await run('list', [hash]));
}

/** `/v2/support-tickets`, `/v2/support-tickets/<id>`, `/v2/support-tickets/<id>/threads`, `/v2/desk/queues`. */
async function answer(request: IncomingMessage): Promise<object | undefined> {
  const [path = '', query] = (request.url ?? '').split('?');
  const [, , , id, threads] = path.split('/');
  const token = (request.headers.authorization ?? '').slice('Bearer '.length);
  const hash = createHash('sha256').update(token).digest();
  if (path === '/v2/desk/queues') return { data: (await run('counts', [hash]))[0] };
  if (id && threads) return reply(hash, id, request);
  if (id) return request.method === 'PATCH' ? patch(hash, id, request) : present1(await run('get', [hash, id]));
  if (request.method === 'POST') return create(hash, request);
  return list(hash, query);
}

const server = createServer((request, response) => {
  answer(request).then(
    (found) => {
      const status = found ? (request.method === 'POST' ? 201 : 200) : 404;
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify({ success: found !== undefined, ...found }));
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
