import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, type IncomingMessage, request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import type { Desk } from '@/e2e/support/desk';
import { makePerson } from '@/e2e/support/people';
import { closeDatabase } from '@/lib/platform/db';
import { putEnv } from '@/lib/platform/env';
import { freePort } from '@/lib/platform/postgres-process';
import { type Section, spread } from './section';
import { startBare } from './start-bare';
import { figure } from './table';

interface FilesPlan {
  /** Files in each run, and how many of them at once. */
  files: number;
  connections: number;
  /** Bytes of each. */
  size: number;
  runs: number;
}

interface Side {
  name: 'Hilo' | 'bare';
  url: string;
  token: string;
}

type Way = 'upload' | 'download';

/** MB/s of each run. */
type Speeds = Record<Way, Record<Side['name'], number[]>>;

/** What Hilo must reach of the bare server. */
const goalShare = 0.6;

const block = randomBytes(256 * 1024);

/** Sends a file that nobody has sent before; gives its address. */
async function upload({ url, token }: Side, size: number, agent: Agent): Promise<string> {
  const sending = request(`${url}/v2/attachments`, {
    method: 'POST',
    agent,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment; filename="x.bin"',
      'content-length': size,
    },
  });
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  const mark = Buffer.from(randomUUID());
  sending.write(mark);
  for (let left = size - mark.length; left > 0; left -= block.length) {
    if (!sending.write(block.subarray(0, left))) await once(sending, 'drain');
  }
  sending.end();
  const [answer] = await answered;
  const chunks = await answer.toArray();
  const text = Buffer.concat(chunks).toString();
  if (answer.statusCode !== 201) throw new Error(`${url}: ${answer.statusCode} ${text}`);
  return (JSON.parse(text) as { data: { url: string } }).data.url;
}

async function download({ token }: Side, url: string, size: number, agent: Agent): Promise<void> {
  const asking = request(url, { agent, headers: { authorization: `Bearer ${token}` } }).end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  let got = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) got += chunk.byteLength;
  if (answer.statusCode !== 200 || got !== size) throw new Error(`${url}: ${answer.statusCode}, ${got} bytes`);
}

/** Does all of some work, so many at once; gives MB/s. */
async function timed<T>(plan: FilesPlan, work: T[], each: (one: T, agent: Agent) => Promise<void>): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: plan.connections });
  const waiting = [...work];
  const begin = performance.now();
  const one = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await each(next, agent);
  };
  await Promise.all(Array.from({ length: plan.connections }, one));
  const seconds = (performance.now() - begin) / 1000;
  agent.destroy();
  return (work.length * plan.size) / seconds / 1e6;
}

async function runOnce(side: Side, plan: FilesPlan): Promise<Record<Way, number>> {
  const urls: string[] = [];
  const uploads = await timed(
    plan,
    Array.from({ length: plan.files }, () => plan.size),
    async (size, agent) => {
      urls.push(await upload(side, size, agent));
    },
  );
  const downloads = await timed(plan, urls, (url, agent) => download(side, url, plan.size, agent));
  return { upload: uploads, download: downloads };
}

/** Files up to the desk and down again, and to a bare server that does the same with the bytes, in turn. MB/s of each run. */
async function measureFiles(desk: Desk, plan: FilesPlan, say: (line: string) => void): Promise<Speeds> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hilo-bench-'));
  const bare = await startBare('bench/bare-files.ts', await freePort(0), { FOLDER: folder });
  // Whoever was connected may have been so to another.
  await closeDatabase();
  putEnv({ ...desk.env });
  const { token } = await makePerson('agent');
  const sides: Side[] = [
    { name: 'Hilo', url: desk.url, token },
    { name: 'bare', url: bare.url, token },
  ];
  const speeds: Speeds = { upload: { Hilo: [], bare: [] }, download: { Hilo: [], bare: [] } };
  try {
    for (const side of sides) await runOnce(side, { ...plan, files: plan.connections });
    for (let round = 0; round < plan.runs; round += 1) {
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        const run = await runOnce(side, plan);
        for (const way of ['upload', 'download'] as const) speeds[way][side.name].push(run[way]);
        say(`files, run ${round + 1}, ${side.name}: up ${figure(run.upload)}, down ${figure(run.download)} MB/s`);
      }
    }
  } finally {
    await bare.stop();
    await rm(folder, { recursive: true, force: true });
  }
  return speeds;
}

/** Files of 25 MiB up and down, four at once. */
export const filesSection: Section = async ({ plan, say, desk }) => {
  const size = plan.isQuick ? { files: 4, runs: 1 } : { files: 24, runs: 5 };
  const speeds = await measureFiles((await desk()).desk, { ...size, size: 25 * 1024 * 1024, connections: 4 }, say);
  return (['upload', 'download'] as const).map((way) => {
    const [hilo, bare] = [spread(speeds[way].Hilo), spread(speeds[way].bare)];
    const ratio = hilo.median / bare.median;
    return {
      section: 'files',
      what: `${way} of 25 MiB, four at once`,
      hilo,
      bare,
      ratio,
      unit: 'MB/s',
      goal: `≥ ${goalShare} of bare`,
      isMet: ratio >= goalShare,
      more: speeds[way],
    };
  });
};
