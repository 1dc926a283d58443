import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { nodeEnv, nodeFlags } from '@/bin/steps.mjs';

/** A process of Hilo: an app without jobs, or a worker. */
export interface HiloProcess {
  pid: number;
  /** Of an app, without nginx. */
  url: string;
  output(): string;
  /** SIGTERM; gives the status that it ended with. */
  end(): Promise<number | null>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

const signs = { start: 'Hilo serves at', worker: 'Hilo works on jobs' };

/** Runs `hilo` with these arguments, `start` or `worker` first; resolves when it serves, or works. */
export async function startHilo(args: string[], env: Record<string, string>): Promise<HiloProcess> {
  const child: ChildProcess = spawn(process.execPath, [...nodeFlags, 'bin/hilo.ts', ...args], {
    env: { ...nodeEnv, ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text = (text + chunk).slice(-100_000);
    });
  }
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  const send = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    if (!isOver()) await once(child, 'exit');
  };
  const sign = args[0] === 'worker' ? signs.worker : signs.start;
  const deadline = Date.now() + 60_000;
  while (!text.includes(sign)) {
    if (isOver() || Date.now() > deadline) {
      await send('SIGKILL');
      throw new Error(`hilo ${args.join(' ')} did not start:\n${text}`);
    }
    await delay(50);
  }
  return {
    pid: child.pid ?? 0,
    url: `http://localhost:${env.PORT}`,
    output: () => text,
    async end() {
      await send('SIGTERM');
      return child.exitCode;
    },
    kill: () => send('SIGKILL'),
  };
}
