// Run by bin/measure.mjs (`npm run bench:seed`). Fills an empty desk with a world to measure in; the same numbers make the same.
import { Command, InvalidArgumentError } from 'commander';
import { withDatabase } from '@/bin/commands/database';
import { env, putEnv } from '@/lib/platform/env';
import { numberFrom } from './arguments';
import { fillWorld } from './world/fill';
import { known } from './world/people';

function timeOf(text: string): number {
  const time = Date.parse(text);
  if (!(time >= 0)) throw new InvalidArgumentError('It takes a time as 2026-10-31T08:00:00Z.');
  return time;
}

const {
  tickets = 1_000_000,
  seed = 1,
  until = Date.now(),
  database,
} = new Command('npm run bench:seed --')
  .description('Fills an empty desk with a world to measure in; the same numbers make the same.')
  .option('--tickets <number>', '1,000,000 when unsaid', numberFrom(20, 2_000_000_000))
  .option('--seed <number>', 'another world of the same kind', numberFrom(0))
  .option('--until <time>', 'when the world ends, RFC 3339; now when unsaid', timeOf)
  .option(
    '--database <url>',
    'instead of this installation’s own (DATABASE_URL, or the embedded one of HILO_DATA_DIR); must be migrated',
  )
  .parse()
  .opts<{ tickets?: number; seed?: number; until?: number; database?: string }>();
const plan = { tickets, seed, until };

// Nothing is signed here, so any secret will do.
if (database) putEnv({ DATABASE_URL: database, HILO_SECRET: 'of a world, which it does not guard' });
await withDatabase(async () => {
  const began = performance.now();
  await fillWorld(env().DATABASE_URL, plan, (line) => console.error(`  ${line}`));
  const seconds = (performance.now() - began) / 1000;
  const again = `--tickets ${tickets} --seed ${seed} --until ${new Date(until).toISOString()}`;
  console.log(
    `${tickets.toLocaleString('en')} tickets in ${seconds.toFixed(0)} s; the same again: ${again}. Known people, whom`,
  );
  console.log('`npm run hilo -- token create --email ADDRESS` makes tokens for:');
  for (const [what, email] of Object.entries(known)) console.log(`  ${what}: ${email}`);
});
