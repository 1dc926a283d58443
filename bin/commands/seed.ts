import type { Command } from 'commander';
import { env } from '@/lib/platform/env';
import { withDatabase } from './database';
import { accountLines, makeDemo } from './demo';
import { CommandError } from './terminal';

async function seed({ demo }: { demo?: boolean }): Promise<void> {
  if (!demo) throw new CommandError('Only demo data can be seeded: say --demo.', 2);
  const { isEmbedded, HILO_DATA_DIR } = env();
  const made = await withDatabase(() => makeDemo(isEmbedded ? HILO_DATA_DIR : undefined));
  console.log(['The demo data is in. Its accounts:', ...accountLines(made), `token  ${made.token}`].join('\n'));
}

/** `hilo seed --demo`. */
export function registerSeed(program: Command): void {
  program
    .command('seed')
    .description('fill an empty desk with demo data')
    .option('--demo', 'yes, demo data: an invented company, its people and their tickets')
    .action(seed);
}
