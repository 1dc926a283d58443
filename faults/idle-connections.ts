import { readFileSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, FaultResult } from './fault';
import { attemptsOf } from './journal';
import { type Scene, type Strain, type Strained, strain } from './strain';

const residentOf = (pid: number) =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;

/** Opens a connection, asks once, and keeps it; `lose` hears of its end. Null where it was refused or cut. */
function keep(port: number, lose: () => void): Promise<net.Socket | null> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'));
    socket.once('data', () => {
      socket.once('close', lose);
      resolve(socket);
    });
    socket.once('error', () => resolve(null));
    socket.once('close', () => resolve(null));
  });
}

/** Opens so many, some hundreds at a time. */
async function keepMany(port: number, count: number, lose: () => void): Promise<net.Socket[]> {
  const kept: net.Socket[] = [];
  for (let opened = 0; opened < count; opened += 200) {
    const some = await Promise.all(Array.from({ length: Math.min(200, count - opened) }, () => keep(port, lose)));
    kept.push(...some.filter((socket) => socket !== null));
  }
  return kept;
}

/** Opens so many and keeps them; with `waits`, until the server closes them. */
export async function stayIdle(
  it: Strained,
  { times, say }: Strain,
  count: number,
  { waits }: { waits: boolean },
): Promise<Scene> {
  const also: string[] = [];
  const more: Record<string, string> = {};
  const port = Number(new URL(it.desk.url).port);
  for (let time = 1; time <= times; time += 1) {
    const before = residentOf(it.desk.pid());
    const begun = Date.now();
    let closed = 0;
    let firstClosed: number | undefined;
    const kept = await keepMany(port, count, () => {
      closed += 1;
      firstClosed ??= Date.now() - begun;
    });
    if (kept.length < count) also.push(`${count - kept.length} of ${count} connections were not taken`);
    const perConnection = (residentOf(it.desk.pid()) - before) / count;
    const served = it.load.acknowledged();
    await sleep(3_000);
    if (closed > 0) also.push(`${closed} of ${kept.length} connections did not stay`);
    if (it.load.acknowledged() === served) also.push('nobody else was served meanwhile');
    more['memory for each'] = `${(perConnection / 1024).toFixed(1)} kB`;
    if (waits) {
      // keepAliveTimeout is 65 s; Node looks every half minute.
      for (let waited = 0; closed < kept.length && waited < 110; waited += 1) await sleep(1_000);
      if (firstClosed !== undefined && firstClosed < 55_000)
        also.push(`one was closed after ${firstClosed} ms, before the 65 s that proxies count on`);
      more['closed by the server'] = `${closed} of ${kept.length}`;
      if (closed < kept.length) also.push(`${kept.length - closed} idle connections were kept`);
    }
    for (const socket of kept) socket.destroy();
    const during = attemptsOf(it.load.journal).filter(({ at }) => at >= begun);
    const failed = during.filter(({ outcome }) => !['acknowledged', 'refused'].includes(outcome)).length;
    if (failed > 0) also.push(`${failed} requests of others failed`);
    more.others = `${during.length} served, the slowest in ${Math.round(Math.max(0, ...during.map(({ ms }) => ms)))} ms`;
    say(
      `${kept.length} connections idle; ${Object.entries(more)
        .map((pair) => pair.join(' '))
        .join(', ')}`,
    );
  }
  return { recoveries: [await it.recovery()], also, more };
}

/** Thousands of connections that say nothing more. */
function tryIdle(trial: Strain, count: number, waits: { waits: boolean }): Promise<FaultResult> {
  return strain(idleConnections, trial, {}, (it) => stayIdle(it, trial, count, waits));
}

export const idleConnections: Fault = {
  name: 'idle-connections',
  about: '10,000 idle keep-alive connections',
  run: (trial) => tryIdle({ ...trial, times: 1 }, trial.isQuick ? 2_000 : 10_000, { waits: !trial.isQuick }),
};
