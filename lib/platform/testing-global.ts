import type { TestProject } from 'vitest/node';
import { startTestPostgres, type TestPostgres } from './testing';

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: TestPostgres;
  }
}

/** Once for all database tests: a Postgres and its template. Vitest calls it, and what it returns at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...postgres } = await startTestPostgres(process.env.HILO_TEST_DATABASE_URL);
  project.provide('postgres', postgres);
  return stop;
}
