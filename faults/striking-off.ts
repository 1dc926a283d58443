import { setTimeout as sleep } from 'node:timers/promises';
import { count, type Stage, type Work } from './worker-scenes';

// No database names its locks so: this one is the harness's.
const strikingOff = 7_170_271;

/** Has each job that is done wait before it is struck off, for as long as `heldDone` says so. To be done once in a database. */
export async function teachToWait({ pen }: Pick<Stage, 'pen'>): Promise<void> {
  // Before the statement, not before the row: whoever waits has touched nothing yet, and so does not hold the feed.
  await pen.query(`
    CREATE FUNCTION wait_before_striking_off() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_advisory_xact_lock_shared(${strikingOff}); RETURN NULL; END $$;
    CREATE TRIGGER wait_before_striking_off BEFORE DELETE ON graphile_worker._private_jobs
      FOR EACH STATEMENT EXECUTE FUNCTION wait_before_striking_off()`);
}

/** From here on no job is struck off, until what this gives is called: its worker must be dead by then. */
export async function heldDone({ hand, pen }: Stage): Promise<() => Promise<void>> {
  await hand.query('SELECT pg_advisory_lock($1)', [strikingOff]);
  return async () => {
    // Postgres does what it was told by the dead. A worker that is killed before it says so has told nothing.
    const ended = `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'hilo worker'`;
    while ((await count(pen, ended, [])) > 0) await sleep(20);
    await hand.query('SELECT pg_advisory_unlock($1)', [strikingOff]);
  };
}

/** The jobs of these works, which are done and must all be there still: to be given out again, and struck off then. */
export async function jobsOf({ pen }: Stage, all: Work[]): Promise<Work> {
  const { rows } = await pen.query<{ id: string; about: string }>(
    `SELECT j.id::text, a.about FROM graphile_worker._private_jobs j
     JOIN unnest($1::text[]) AS a(about) ON position(a.about IN j.payload::text) > 0`,
    [all.map(({ about }) => about)],
  );
  const gone = all.filter(({ about }) => !rows.some((row) => row.about === about));
  if (gone.length > 0) throw new Error(`Struck off too early: ${gone.map(({ name }) => name).join(', ')}`);
  return {
    name: 'jobs that were done and not struck off',
    about: '',
    look: async () => ({
      is: await count(pen, 'SELECT count(*) FROM graphile_worker._private_jobs WHERE id = ANY($1::bigint[])', [
        rows.map(({ id }) => id),
      ]),
      must: 0,
    }),
  };
}
