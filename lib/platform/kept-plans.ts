import { hash } from 'node:crypto';
import type { Sql } from 'sql-template-tag';

/**
 * Gives statements names by which Postgres keeps their plans (`Queryable.query`): for texts that are dear to plan, are asked again
 * and again in few forms, and whose plan is the same whatever they are asked with. At most `most` forms a process: a plan takes from
 * 30 kB on of each connection's Postgres process (a client's ticket with its merges: 1.1 MB). Undefined for further ones.
 */
export function keptPlans(prefix: string, most: number): (statement: Sql) => string | undefined {
  // By the text, for each of Next's bundles loads this module for itself, and a name is one text on a connection.
  const names = new Map<string, string>();
  return ({ text }) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= most) return known;
    const name = `${prefix}_${hash('sha1', text).slice(0, 20)}`;
    names.set(text, name);
    return name;
  };
}
