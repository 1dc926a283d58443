import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { postgresAccount } from '@/lib/platform/postgres-account';
import { freePort } from '@/lib/platform/postgres-process';

// nginx and PgBouncer, with the very files that docs/operating.md shows.

/** A program that stands in front of others. */
export interface Front {
  pid: number;
  port: number;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again, as it was, when it has been killed. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

async function untilListening(name: string, port: number, child: ChildProcess): Promise<void> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  while (!(await isListening(port))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${name} ended at once:\n${said}`);
    await delay(50);
  }
}

async function begin(
  name: string,
  folder: string,
  port: number,
  [program, args, as]: [string, string[], object],
): Promise<Front> {
  const launch = () => spawn(program, args, { ...as, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
  let child = launch();
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
  const stop = async () => {
    await end('SIGTERM');
    if (process.env.HILO_E2E_LOG) console.log(await readFile(path.join(folder, 'error.log'), 'utf8').catch(() => ''));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilListening(name, port, child);
  } catch (error) {
    await stop();
    throw error;
  }
  const front: Front = {
    pid: child.pid ?? 0,
    port,
    kill: () => end('SIGKILL'),
    async startAgain() {
      child = launch();
      await untilListening(name, port, child);
      front.pid = child.pid ?? 0;
    },
    stop,
  };
  return front;
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hilo-front-'));
  await chmod(folder, 0o777);
  return folder;
}

/** What of the example is another's, by what it is here. It must be there. */
function changed(text: string, changes: [from: string | RegExp, to: string][]): string {
  return changes.reduce((before, [from, to]) => {
    const after = before.replace(from, to);
    if (after === before) throw new Error(`The example has no ${from}`);
    return after;
  }, text);
}

/** Starts nginx on a free port, in front of apps on these two. */
export async function startNginx(program: string, apps: [number, number]): Promise<Front> {
  const folder = await newFolder();
  const port = await freePort(0);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder};`);
  const own = process.getuid?.() === 0 ? 'user root;\n' : '';
  const text = changed(await readFile('docs/growing/nginx.conf', 'utf8'), [
    [/10\.0\.0\.11:3000/g, `127.0.0.1:${apps[0]}`],
    [/10\.0\.0\.12:3000/g, `127.0.0.1:${apps[1]}`],
    ['listen 0.0.0.0:80;', `listen 127.0.0.1:${port};`],
    ['worker_connections 16384;', 'worker_connections 512;'],
    ['access_log off;', `access_log off;\n${temporary.join('\n')}`],
    // One process, so that to kill it is to kill all of it.
    [
      'worker_processes auto;',
      `${own}worker_processes 1;\nmaster_process off;\npid ${folder}/nginx.pid;\nerror_log ${folder}/error.log;`,
    ],
  ]);
  const file = path.join(folder, 'nginx.conf');
  await writeFile(file, text);
  const args = ['-p', folder, '-c', file, '-e', `${folder}/error.log`, '-g', 'daemon off;'];
  return begin('nginx', folder, port, [program, args, {}]);
}

/** Starts PgBouncer on a free port, in front of a Postgres on another whose `hilo` needs no password. */
export async function startPgBouncer(program: string, postgresPort: number): Promise<Front> {
  const folder = await newFolder();
  const port = await freePort(0);
  const text = changed(await readFile('docs/growing/pgbouncer.ini', 'utf8'), [
    ['hilo = host=10.0.0.21 port=5432', `hilo = host=127.0.0.1 port=${postgresPort} user=hilo`],
    ['listen_addr = 0.0.0.0', 'listen_addr = 127.0.0.1'],
    ['listen_port = 6432', `listen_port = ${port}\nunix_socket_dir =`],
    [/auth_type = .*\nauth_file = .*/, 'auth_type = any'],
  ]);
  const file = path.join(folder, 'pgbouncer.ini');
  await writeFile(file, text);
  // It refuses to be root.
  return begin('PgBouncer', folder, port, [program, [file], (await postgresAccount(folder)) ?? {}]);
}
