import sql from 'sql-template-tag';
import { type Desk, serveDesk } from '@/e2e/support/desk';
import { closeDatabase, db } from '@/lib/platform/db';
import { putEnv } from '@/lib/platform/env';
import { copyDatabase, startTestPostgres } from '@/lib/platform/testing';
import type { Plan, Stage, World } from './section';
import { fillWorld } from './world/fill';

/** Addresses of worlds that were seeded before. */
type Worlds = Partial<Record<keyof Plan['tickets'], string>>;

/**
 * Where the sections of a benchmark are given what they measure on: a durable Postgres, desks on it, and the worlds. `more` adds to
 * the environment of every desk. `sizes` are those of the worlds that were asked for.
 */
export async function setStage(
  plan: Plan,
  seeded: Worlds,
  say: (line: string) => void,
  more: Record<string, string> = {},
) {
  const postgres = await startTestPostgres(process.env.HILO_TEST_DATABASE_URL, { isDurable: true });
  const worlds = new Map<keyof Worlds, Promise<World>>();
  const sizes: Partial<Plan['tickets']> = {};
  const open: Desk[] = [];
  let ofSection: Desk[] = [];
  const emptyDatabase = async () => (await copyDatabase(postgres)).url;
  const serve = async (databaseUrl: string, env: Record<string, string> = {}) => {
    const desk = await serveDesk(databaseUrl, { ...more, ...env });
    // What a section does in this process it does to the desk that it was given last.
    await closeDatabase();
    putEnv({ ...desk.env, LOG_LEVEL: 'silent' });
    return desk;
  };
  const makeWorld = async (size: keyof Worlds): Promise<World> => {
    const databaseUrl = seeded[size] ?? (await emptyDatabase());
    if (!seeded[size]) {
      const until = Date.now();
      say(`seeding ${plan.tickets[size]} tickets, --seed 1 --until ${new Date(until).toISOString()}`);
      await fillWorld(databaseUrl, { tickets: plan.tickets[size], seed: 1, until }, say);
    }
    const desk = await serve(databaseUrl);
    open.push(desk);
    const [row] = await db.query<{ tickets: number }>(sql`SELECT count(*)::int AS tickets FROM tickets`);
    const tickets = row?.tickets ?? 0;
    sizes[size] = tickets;
    return { desk, databaseUrl, tickets };
  };
  const stage: Stage = {
    plan,
    say,
    emptyDatabase,
    async desk(env) {
      const databaseUrl = await emptyDatabase();
      const desk = await serve(databaseUrl, env);
      ofSection.push(desk);
      return { desk, databaseUrl, tickets: 0 };
    },
    async world(size) {
      const made = worlds.get(size) ?? makeWorld(size);
      worlds.set(size, made);
      const world = await made;
      await closeDatabase();
      putEnv({ ...world.desk.env, LOG_LEVEL: 'silent' });
      return world;
    },
  };
  const endSection = async () => {
    await closeDatabase();
    for (const desk of ofSection) await desk.stop();
    ofSection = [];
  };
  const stop = async () => {
    await endSection();
    for (const desk of open) await desk.stop();
    await postgres.stop();
  };
  return { stage, sizes, endSection, stop };
}
