import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { apiAt } from '@/e2e/support/api';
import { type Desk, serveDesk } from '@/e2e/support/desk';
import { makePerson } from '@/e2e/support/people';
import type { World } from '@/e2e/support/plan';
import { closeDatabase } from '@/lib/platform/db';
import { putEnv } from '@/lib/platform/env';
import { copyDatabase, startTestPostgres } from '@/lib/platform/testing';
import type { Arena } from './attack';

/** Somebody of each role on a desk, and what calls its API as them. This process must be pointed at the desk's database. */
export async function makeWorld(deskUrl: string): Promise<World> {
  const [client, agent, admin] = [await makePerson('client'), await makePerson('agent'), await makePerson('admin')];
  const as: World['api']['as'] = (who) => {
    if (typeof who === 'string') return apiAt(deskUrl, { authorization: `Bearer ${who}` });
    return 'userId' in who && 'role' in who
      ? apiAt(deskUrl, { authorization: `Bearer ${who.token}` })
      : apiAt(deskUrl, who as Record<string, string>);
  };
  const api = { client: as(client), agent: as(agent), admin: as(admin), stranger: apiAt(deskUrl), as };
  return { api, client, agent, admin, makePerson, deskUrl };
}

interface ArenaOptions {
  isQuick: boolean;
  say?(line: string): void;
  /** Added to the desk's environment. */
  more?: Record<string, string>;
}

/** The environment of this process as it is, and a way back to it. */
function keepEnv(names: string[]): () => void {
  const before = names.map((name) => [name, process.env[name]] as const);
  return () => {
    for (const [name, value] of before) if (value === undefined) delete process.env[name];
    putEnv(Object.fromEntries(before.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))));
  };
}

/**
 * A desk for attacks, on a Postgres of its own, with the probe inside. It stands behind a proxy of which each request says its
 * address (`x-forwarded-for`). Until it is closed this process acts on its database.
 */
export async function openArena({ isQuick, say, more }: ArenaOptions): Promise<Arena & { close(): Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hilo-attack-'));
  const postgres = await startTestPostgres(process.env.HILO_TEST_DATABASE_URL);
  const restore = keepEnv(['DATABASE_URL', 'HILO_SECRET', 'HILO_URL', 'LOG_LEVEL']);
  let desk: Desk | undefined;
  let database: pg.Pool | undefined;
  const close = async () => {
    await closeDatabase();
    restore();
    await database?.end();
    await desk?.stop();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const probe = path.join(folder, 'probe.json');
    desk = await serveDesk((await copyDatabase(postgres)).url, {
      HILO_TRUST_PROXY: '1',
      NODE_OPTIONS: `--import ${pathToFileURL('attack/probe.mjs').href}`,
      HILO_ATTACK_PROBE: probe,
      ...more,
    });
    await closeDatabase();
    putEnv({ ...desk.env, LOG_LEVEL: 'silent' });
    database = new pg.Pool({ connectionString: desk.env.DATABASE_URL, application_name: 'hilo attack', max: 2 });
    const dist = more?.HILO_DIST_DIR ?? process.env.HILO_DIST_DIR ?? '.next-test';
    const world = await makeWorld(desk.url);
    return { desk, world, database, dist, probe, isQuick, say: say ?? (() => undefined), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** As `openArena`, for as long as `use` takes. */
export async function withArena<Result>(
  options: ArenaOptions,
  use: (arena: Arena) => Promise<Result>,
): Promise<Result> {
  const arena = await openArena(options);
  try {
    return await use(arena);
  } finally {
    await arena.close();
  }
}
