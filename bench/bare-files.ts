// What holding files is measured against: nothing but node:http. It does the same with the bytes: writes them to a file while
// it hashes them (SHA-256), waits for the disk, and gives the file the hash's name; and sends them from it. It looks at no
// token, and keeps no rows. Run by the pinned Node alone (it strips the types): FOLDER=… PORT=… node bench/bare-files.ts
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

const folder = process.env.FOLDER ?? '.';

async function take(request: IncomingMessage): Promise<string> {
  const draft = path.join(folder, randomUUID());
  const handle = await open(draft, 'wx');
  const hash = createHash('sha256');
  for await (const chunk of request as AsyncIterable<Buffer>) {
    hash.update(chunk);
    await handle.write(chunk);
  }
  await handle.sync();
  await handle.close();
  const name = hash.digest('hex');
  await rename(draft, path.join(folder, name));
  const parent = await open(folder, 'r');
  await parent.sync();
  await parent.close();
  return name;
}

async function give(name: string, response: ServerResponse): Promise<void> {
  const file = path.join(folder, path.basename(name));
  const { size } = await stat(file);
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': size });
  await pipeline(createReadStream(file, { highWaterMark: 256 * 1024 }), response);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') return give(request.url ?? '', response);
  const name = await take(request);
  response.writeHead(201, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ success: true, data: { url: `http://${request.headers.host}/${name}` } }));
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    if (!response.headersSent) response.writeHead(500).end(String(error));
  });
});

server.keepAliveTimeout = 65_000;
server.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close();
});
