import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What serves for a secret where a test makes its own desk on a database. */
const HILO_SECRET = 'the secret of the tests, which guards nothing';

/**
 * Makes somebody and a token of theirs by the operator's command, as an admin unless said otherwise. `env` says which database.
 */
export async function tokenOn(
  env: { DATABASE_URL: string; HILO_SECRET?: string; HILO_URL?: string },
  { role = 'admin', email = 'ada@desk.example' }: { role?: 'client' | 'agent' | 'admin'; email?: string } = {},
): Promise<string> {
  const command = ['--import', 'tsx', 'bin/hilo.ts', 'token', 'create', '--email', email, '--role', role];
  const { stdout } = await run(process.execPath, command, { env: { ...process.env, HILO_SECRET, ...env } });
  return stdout.trim().split('\n').at(-1) ?? '';
}
