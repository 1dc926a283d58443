import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isClamdThere } from './clamd';

/** What the tests' own signature finds, and only that. */
export const badPhrase = 'Esta frase de Hilo es un virus de mentira: 7f3a91c4';

/** Of one stream, in bytes. */
export const streamMax = 1024 * 1024;

export interface Clamd {
  /** As in `HILO_CLAMD`. */
  address: string;
  start(): Promise<void>;
  /** Ends it, at once. */
  stop(): Promise<void>;
}

/** The lines of clamd.conf. Everything lies in `folder`; nothing is fetched. */
function configOf(folder: string, address: string): string {
  const at = address.lastIndexOf(':');
  const listen = address.startsWith('/')
    ? [`LocalSocket ${address}`, 'FixStaleSocket yes']
    : [`TCPAddr ${address.slice(0, at)}`, `TCPSocket ${address.slice(at + 1)}`];
  const size = `${streamMax / 1024}K`;
  const rest = ['Foreground yes', `StreamMaxLength ${size}`, `TemporaryDirectory ${folder}`, 'MaxThreads 4'];
  return [`DatabaseDirectory ${folder}/signatures`, ...listen, ...rest, ''].join('\n');
}

/**
 * A real clamd whose only signature is ours. `program` is its path, `folder` an empty one for it, `address` where it is to listen:
 * `127.0.0.1:port` or the path of a socket.
 */
export function prepareClamd(program: string, folder: string, address: string): Clamd {
  mkdirSync(path.join(folder, 'signatures'), { recursive: true });
  writeFileSync(path.join(folder, 'signatures/hilo.ndb'), `Hilo.Test:0:*:${Buffer.from(badPhrase).toString('hex')}\n`);
  const config = path.join(folder, 'clamd.conf');
  writeFileSync(config, configOf(folder, address));
  let child: ChildProcess | undefined;
  return {
    address,
    async start() {
      child = spawn(program, ['--config-file', config], { stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on('data', (chunk: Buffer) => {
          said += chunk.toString();
        });
      }
      while (!(await isClamdThere(address))) {
        if (child.exitCode !== null) throw new Error(`clamd ended with ${child.exitCode}:\n${said}`);
        await delay(50);
      }
    },
    async stop() {
      const running = child;
      child = undefined;
      if (!running || running.exitCode !== null || running.signalCode !== null) return;
      running.kill('SIGKILL');
      await once(running, 'exit');
    },
  };
}
