// Run by bin/measure.mjs (`npm run bench:seed`). Fills an empty desk with a world to measure in; the same numbers make the same.
//   --tickets N       1,000,000 when unsaid
//   --seed N          another world of the same kind (1)
//   --database URL    instead of this installation's own (DATABASE_URL, or the embedded one of HILO_DATA_DIR); must be migrated
//   --until TIME      when the world ends, RFC 3339 (now)
import { parseArgs } from 'node:util';
import { withDatabase } from '@/bin/commands/database';
import { env, putEnv } from '@/lib/platform/env';
import { fillWorld } from './world/fill';
import { known } from './world/people';

const { values } = parseArgs({
  options: {
    tickets: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    database: { type: 'string' },
    until: { type: 'string', default: new Date().toISOString() },
  },
});
const plan = { tickets: Number(values.tickets), seed: Number(values.seed), until: Date.parse(values.until) };
const isWhole = (value: number, least: number) => Number.isSafeInteger(value) && value >= least;
if (!isWhole(plan.tickets, 20) || plan.tickets > 2_000_000_000 || !isWhole(plan.seed, 0) || !isWhole(plan.until, 0))
  throw new Error('--tickets takes a number from 20 on, --seed a number, --until a time.');

// Nothing is signed here, so any secret will do.
if (values.database) putEnv({ DATABASE_URL: values.database, HILO_SECRET: 'of a world, which it does not guard' });
await withDatabase(async () => {
  const began = performance.now();
  await fillWorld(env().DATABASE_URL, plan, (line) => console.error(`  ${line}`));
  const seconds = (performance.now() - began) / 1000;
  console.log(`${plan.tickets.toLocaleString('en')} tickets in ${seconds.toFixed(0)} s. Known people, whom`);
  console.log('`npm run hilo -- token create --email ADDRESS` makes tokens for:');
  for (const [what, email] of Object.entries(known)) console.log(`  ${what}: ${email}`);
});
