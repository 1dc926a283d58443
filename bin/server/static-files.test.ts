import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { loadStaticFiles } from './static-files';

const dist = mkdtempSync(path.join(tmpdir(), 'hilo-static-'));
const file = path.join(dist, 'static', 'chunks', 'large.js.br');
afterEach(() => rmSync(dist, { recursive: true, force: true }));

/** How often this process has the file open. */
function openCount(): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === file;
    } catch {
      return false;
    }
  }).length;
}

test.runIf(process.platform === 'linux')('a file whose reader leaves amid it is closed', async () => {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, Buffer.alloc(32 * 1024 * 1024));
  const files = loadStaticFiles(dist);
  const server = createServer((req, res) => void files.handle(req.url ?? '', req, res)).listen(0);
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port);
  socket.write('GET /_next/static/chunks/large.js HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br\r\n\r\n');
  await once(socket, 'data');
  socket.pause();
  expect(openCount()).toBe(1);
  socket.destroy();
  await expect.poll(openCount).toBe(0);
  server.close();
});
