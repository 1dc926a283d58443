import type { Command } from 'commander';
import { withDatabase } from './database';

/** `hilo storage …`. */
export function registerStorage(program: Command): void {
  const storage = program
    .command('storage')
    .description('the files that Hilo holds: where they are, and whether all are');
  storage
    .command('check')
    .description('look for files that are missing, damaged or nobody’s')
    .option('--quick', 'compare sizes only; else every byte is read')
    .option('--remove-orphans', 'remove what nobody’s is, and is older than a day')
    .action(async (options) => {
      const { checkStorage } = await import('./storage-check');
      await withDatabase(() => checkStorage(options));
    });
  storage
    .command('move')
    .description('copy all files to another place, verified; run again, it goes on. It removes nothing')
    .requiredOption('--to <place>', 'a folder, or s3://bucket/prefix?…')
    .option('--from <place>', 'where they are, if not where HILO_STORAGE says')
    .option('--quick', 'believe what is there already if it has the right size; else it is read back')
    .action(async (options) => {
      const { moveStorage } = await import('./storage-move');
      await moveStorage(options);
    });
}
