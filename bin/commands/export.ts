import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { withDatabase } from './database';
import { parseOptions } from './problems';

async function exportAll({ since, after }: { since?: string; after?: string }): Promise<void> {
  const { exportSchema } = await import('@/lib/transfer/schema');
  const options = parseOptions(exportSchema, { updatedAfter: since, cursor: after });
  await withDatabase(async () => {
    const { systemActor } = await import('@/lib/auth/actor');
    const { exportLines } = await import('@/lib/transfer/queries');
    await pipeline(Readable.from(exportLines(systemActor('cli'), options)), process.stdout, { end: false });
  });
}

/** `hilo export`. */
export function registerExport(program: Command): void {
  program
    .command('export')
    .description('write all tickets, with notes and people, to standard output: one JSON object a line')
    .option('--since <time>', 'only those updated after it: 2026-01-15, or with a time, in UTC')
    .option('--after <id>', 'only those after this one: the last of an export that was cut')
    .action(exportAll);
}
