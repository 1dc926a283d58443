import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sql from 'sql-template-tag';

/** What the demo's visitor needs, kept in the data folder for later starts; readable by its owner only. */
export type Demo = {
  accounts: { role: string; name: string; email: string; password: string }[];
  token: string;
};

const fileOf = (dataDir: string) => path.join(dataDir, 'demo.json');

/** The demo of a data folder, or null when it has none. */
export function readDemo(dataDir: string): Demo | null {
  try {
    return JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as Demo;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
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
  const { accounts, token } = await seedDemo();
  const demo: Demo = { accounts, token };
  if (dataDir) writeFileSync(fileOf(dataDir), `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  return demo;
}

/** The demo's accounts, one a line. */
export function accountLines({ accounts }: Demo): string[] {
  const width = (pick: (account: Demo['accounts'][number]) => string) =>
    Math.max(...accounts.map((each) => pick(each).length));
  const [role, email] = [width((each) => each.role), width((each) => each.email)];
  return accounts.map((each) => `${each.role.padEnd(role)}  ${each.email.padEnd(email)}  ${each.password}`);
}
