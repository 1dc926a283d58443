import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Makes an admin and a token of theirs by the operator's command, on a database of the tests. */
export async function tokenOn(databaseUrl: string): Promise<string> {
  const command = ['bin/hilo.ts', 'token', 'create', '--email', 'ada@desk.example', '--role', 'admin'];
  const HILO_SECRET = 'the secret of the tests, which guards nothing';
  const env = { ...process.env, DATABASE_URL: databaseUrl, HILO_SECRET };
  const { stdout } = await run(process.execPath, ['--import', 'tsx', ...command], { env });
  return stdout.trim().split('\n').at(-1) ?? '';
}
