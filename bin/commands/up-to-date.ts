import { env } from '@/lib/platform/env';
import { log } from '@/lib/platform/log';
import { step } from '../steps.mjs';

/** Applies the migrations that the database lacks, and lets the feed of events go on after a restore. Gives the names applied. */
export async function bringUpToDate(url: string): Promise<string[]> {
  const { migrate } = await import('@/lib/platform/migrate');
  const applied = await migrate(url);
  const { continuePositions } = await import('@/lib/events/shift');
  await continuePositions(url);
  return applied;
}

/** The same for a process that is to serve, which tells what it does, and what is wrong with the addresses that it was given. */
export async function prepareDatabase(): Promise<void> {
  await step('Database up to date', async () => {
    const applied = await bringUpToDate(env().DATABASE_DIRECT_URL);
    return applied.length > 0 ? `${applied.length} migration${applied.length > 1 ? 's' : ''} applied` : '';
  });
  const { databaseWarnings } = await import('@/lib/platform/database-check');
  for (const warning of await databaseWarnings()) log().warn(warning);
}
