import type { TestProject } from 'vitest/node';
import { startTestPostgres, type TestPostgres } from './testing';

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: TestPostgres;
  }
}

// Two projects ask for it at once, each with a copy of this file.
const shared = globalThis as typeof globalThis & {
  hiloTests?: { started: ReturnType<typeof startTestPostgres>; users: number };
};

/** Once for all database tests: a Postgres and its template. Vitest calls it, and what it returns at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.hiloTests ??= { started: startTestPostgres(process.env.HILO_TEST_DATABASE_URL), users: 0 };
  const tests = shared.hiloTests;
  tests.users += 1;
  const { stop, ...postgres } = await tests.started;
  project.provide('postgres', postgres);
  return async () => {
    tests.users -= 1;
    if (tests.users === 0) await stop();
  };
}
