import http from 'node:http';
import net from 'node:net';
import type { Answer } from '@/e2e/support/api';

/** One request as it is written here: paths and headers go as they are. Gives what came back, or null when the line was cut. */
export function ask(
  deskUrl: string,
  {
    method = 'GET',
    path,
    headers = {},
  }: { method?: string; path: string; headers?: Record<string, string | string[]> },
): Promise<Answer<unknown> | null> {
  const { port, host } = new URL(deskUrl);
  return new Promise((resolve) => {
    const all = { host, ...headers };
    const request = http.request({
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: all,
      setHost: false,
      timeout: 20_000,
    });
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      const end = () => {
        const text = Buffer.concat(chunks).toString();
        const pairs = Object.entries(response.headers).flatMap(([name, value]) => [
          [name, [value].flat().join(', ')] as [string, string],
        ]);
        resolve({ status: response.statusCode ?? 0, headers: new Headers(pairs), body: undefined, text });
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        // A stream of events would go on.
        if (chunks.length > 200) request.destroy();
      });
      response.on('close', end);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(null));
    request.end();
  });
}

/** Bytes on a line of their own, and all that comes back until the server ends it, or says nothing more for a second. */
export function onWire(deskUrl: string, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(Number(new URL(deskUrl).port), '127.0.0.1');
    let text = '';
    let quiet: NodeJS.Timeout | undefined;
    const done = () => socket.destroy();
    const wait = (ms: number) => {
      clearTimeout(quiet);
      quiet = setTimeout(done, ms);
    };
    socket.on('connect', () => socket.write(Buffer.from(bytes, 'latin1')));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      wait(1_000);
    });
    socket.on('error', done);
    socket.on('close', () => {
      clearTimeout(quiet);
      resolve(text);
    });
    wait(5_000);
  });
}
