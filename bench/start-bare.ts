import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** A bare server of a benchmark, in a process of its own. */
export interface BareServer {
  url: string;
  stop(): Promise<void>;
}

/** Starts the program `file` with `env` and waits until it answers, whatever it says. Throws where it ends instead. */
export async function startBare(file: string, port: number, env: Record<string, string>): Promise<BareServer> {
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, NODE_ENV: 'production', ...env, PORT: String(port) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  while (!(await fetch(url, { method: 'POST', body: '{' }).catch(() => null))) {
    if (child.exitCode !== null) throw new Error('the bare server ended at once');
    await sleep(10);
  }
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
