import pg from 'pg';
import { connectPool, timeouts } from './db';
import { env, isPooled } from './env';

interface Stand {
  settings: Record<string, string>;
  isReplica: boolean;
}

/** How the database at an address stands, seen from a connection as requests have them. */
async function ask(url: string): Promise<Stand> {
  const pool = connectPool(url, { max: 1 });
  try {
    const { rows } = await pool.query<Stand>(
      `SELECT (SELECT json_object_agg(name, setting) FROM pg_settings WHERE name = ANY($1)) AS settings,
         pg_is_in_recovery() AS "isReplica"`,
      [Object.keys(timeouts)],
    );
    if (!rows[0]) throw new Error('The database does not know its settings');
    return rows[0];
  } catch (error) {
    if (error instanceof pg.DatabaseError && /unsupported startup parameter/.test(error.message))
      throw new Error('DATABASE_URL leads to a PgBouncer: say so with ?pgbouncer=true, and set DATABASE_DIRECT_URL.');
    throw error;
  } finally {
    await pool.end();
  }
}

/**
 * What an operator should know of the addresses that they gave, a sentence each: timeouts that do not hold, a replica that is
 * none. Nothing of the embedded database.
 * @throws when the database cannot be reached, or is behind a PgBouncer that nobody spoke of; a replica may be away
 */
export async function databaseWarnings(): Promise<string[]> {
  const { DATABASE_URL, DATABASE_READ_URL, isEmbedded } = env();
  if (isEmbedded) return [];
  const warnings: string[] = [];
  const { settings, isReplica } = await ask(DATABASE_URL);
  const lacking = Object.keys(timeouts).filter((name) => !(Number(settings[name]) > 0));
  if (lacking.length > 0) {
    const where = isPooled(DATABASE_URL) ? 'connect_query in pgbouncer.ini' : '?pgbouncer=true in DATABASE_URL';
    warnings.push(
      `The database knows no ${lacking.join(', ')}: a request could hold a connection for as long as it likes. ` +
        `${where} is missing (docs/operating.md, "Growing").`,
    );
  }
  if (isReplica) warnings.push('DATABASE_URL leads to a replica: nothing can be written there.');
  const replica = DATABASE_READ_URL ? await ask(DATABASE_READ_URL).catch(() => undefined) : undefined;
  if (DATABASE_READ_URL && !replica)
    warnings.push('The replica of DATABASE_READ_URL cannot be reached; Hilo does without.');
  if (replica?.isReplica === false) warnings.push('DATABASE_READ_URL leads to no replica, so nothing is read there.');
  return warnings;
}
