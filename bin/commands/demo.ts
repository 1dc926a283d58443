import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sql from 'sql-template-tag';

/** What the demo's visitor needs, kept in the data folder for later starts; readable by its owner only. */
export type Demo = {
  accounts: { role: string; name: string; email: string; password: string }[];
  /** Empty while the demo is being made. */
  token: string;
};

const fileOf = (dataDir: string) => path.join(dataDir, 'demo.json');

/** The demo of a data folder, or null when it has none that can be read. */
function readDemo(dataDir: string): Demo | null {
  try {
    return JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as Demo;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function writeDemo(dataDir: string, demo: Demo): void {
  const draft = `${fileOf(dataDir)}.new`;
  writeFileSync(draft, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, fileOf(dataDir));
}

/** The demo of a data folder; what a start that was killed has left of one is made whole. Null when there is none. */
export async function findDemo(dataDir: string): Promise<Demo | null> {
  const found = readDemo(dataDir);
  if (found === null) return null;
  if (found.token !== '') return found;
  const { findUserByEmail } = await import('@/lib/people/queries');
  const client = found.accounts.find(({ role }) => role === 'client');
  const owner = client && (await findUserByEmail(client.email));
  if (!owner) return null;
  const { finishDemo } = await import('@/prisma/seed');
  const demo = { ...found, token: await finishDemo(owner.id) };
  writeDemo(dataDir, demo);
  return demo;
}

/** Whether nobody is there yet: only then may demo data come in unasked. */
export async function isEmpty(): Promise<boolean> {
  const { db } = await import('@/lib/platform/db');
  const [row] = await db.query<{ is_empty: boolean }>(sql`SELECT NOT EXISTS (SELECT 1 FROM users) AS is_empty`);
  return row?.is_empty ?? false;
}

/** Fills the database with demo data. With `dataDir`, keeps there what the visitor needs. */
export async function makeDemo(dataDir?: string): Promise<Demo> {
  const { seedDemo } = await import('@/prisma/seed');
  const keep = (demo: Demo) => dataDir && writeDemo(dataDir, demo);
  // Before the accounts are there: killed right after, we would not know their passwords.
  const demo = await seedDemo((accounts) => void keep({ accounts, token: '' }));
  keep(demo);
  return demo;
}

/** The demo's accounts, one a line. */
export function accountLines({ accounts }: Demo): string[] {
  const width = (pick: (account: Demo['accounts'][number]) => string) =>
    Math.max(...accounts.map((each) => pick(each).length));
  const [role, email] = [width((each) => each.role), width((each) => each.email)];
  return accounts.map((each) => `${each.role.padEnd(role)}  ${each.email.padEnd(email)}  ${each.password}`);
}
