import type { Command } from 'commander';
import { env } from '@/lib/platform/env';
import { withRawDatabase } from './database';
import { bringUpToDate } from './up-to-date';

/** `hilo migrate`. */
export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('apply the migrations that the database lacks')
    .option('--retry <name>', 'forget that this migration failed, and try it again')
    .action(async (options: { retry?: string }) => {
      const { retryMigration } = await import('@/lib/platform/migrate');
      await withRawDatabase(async () => {
        if (options.retry) await retryMigration(env().DATABASE_DIRECT_URL, options.retry);
        const applied = await bringUpToDate(env().DATABASE_DIRECT_URL);
        for (const name of applied) console.log(`applied ${name}`);
        if (applied.length === 0) console.log('The database has every migration.');
      });
    });
}
