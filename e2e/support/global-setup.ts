import { startDesk } from './desk';

/** Before all: a Postgres of the run's own and the production server on it. Playwright calls what this returns at the end. */
export default async function setup(): Promise<() => Promise<void>> {
  const desk = await startDesk();
  // Workers are started with this environment: e2e/fixtures.ts reads it.
  Object.assign(process.env, { HILO_E2E_URL: desk.url, ...desk.env });
  return desk.stop;
}
