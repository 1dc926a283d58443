import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A line to the desk that fails as lines do. */
export interface BrokenLine {
  url: string;
  /** The requests that went into it. */
  seen: { path: string; key: string | undefined }[];
  /** Loses the next answers: the desk has done the work, and the caller's connection is cut. */
  loseAnswers(count: number): void;
  /** Answers the next request in the desk's place, which is never asked. */
  refuse(status: number, headers: Record<string, string>): void;
  /** Cuts every connection there is. */
  cut(): void;
  stop(): Promise<void>;
}

/** A proxy in front of the desk at `url`. */
export async function brokenLine(url: string): Promise<BrokenLine> {
  const seen: BrokenLine['seen'] = [];
  const refusals: { status: number; headers: Record<string, string> }[] = [];
  let toLose = 0;

  function forward(req: IncomingMessage, res: ServerResponse): void {
    const onward = request(new URL(req.url ?? '/', url), { method: req.method, headers: req.headers }, (answer) => {
      if (toLose > 0) {
        toLose -= 1;
        answer.resume().once('end', () => res.destroy());
        return;
      }
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.once('error', () => res.destroy());
      answer.pipe(res);
    });
    onward.once('error', () => res.destroy());
    res.once('close', () => onward.destroy());
    req.pipe(onward);
  }

  const server = createServer((req, res) => {
    const key = req.headers['idempotency-key'];
    seen.push({ path: req.url ?? '', key: typeof key === 'string' ? key : undefined });
    const refusal = refusals.shift();
    if (!refusal) return forward(req, res);
    req.resume();
    res.writeHead(refusal.status, refusal.headers).end('<h1>busy</h1>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    loseAnswers(count) {
      toLose = count;
    },
    refuse: (status, headers) => void refusals.push({ status, headers }),
    cut: () => server.closeAllConnections(),
    async stop() {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}
