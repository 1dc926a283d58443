import { AsyncLocalStorage } from 'node:async_hooks';
import sql, { type Sql } from 'sql-template-tag';

// Work done on the proviso that something still holds in the database: its first question carries the proviso along, which costs
// no round trip of its own. docs/decisions/0021-the-caller-is-asked-along.md

interface Proviso {
  condition: Sql;
  /** Names the condition's text, where that never varies. */
  name: string;
  isAsked: boolean;
  /** It stands in a statement that writes, under way. */
  isTaken?: boolean;
  holds?: boolean;
}

// One a process, though Next's bundles each load this file for themselves.
const shared = globalThis as typeof globalThis & { hiloProviso?: AsyncLocalStorage<Proviso> };
shared.hiloProviso ??= new AsyncLocalStorage();
const provisos = shared.hiloProviso;

type Ask = <Row extends object>(statement: Sql, name?: string) => Promise<Row[]>;

/** What a statement is asked of: for its rows, or for their values alone in the order of the columns. */
interface Asked {
  query: Ask;
  values(statement: Sql, name?: string): Promise<{ names: string[]; rows: unknown[][] }>;
}

/** What was asked on a proviso that does not hold. */
class ProvisoError extends Error {}

async function askAlone(proviso: Proviso, ask: Ask): Promise<boolean> {
  proviso.isAsked = true;
  proviso.holds = (await ask<object>(proviso.condition, proviso.name)).length > 0;
  return proviso.holds;
}

/**
 * The proviso, for one statement that writes only where the condition in it has a row; undefined where it was asked already.
 * `told` is to be called once the statement has answered: whether it held there.
 */
export function takeProviso(): { condition: Sql; told(holds: boolean): void } | undefined {
  const proviso = provisos.getStore();
  if (!proviso || proviso.isAsked) return undefined;
  Object.assign(proviso, { isAsked: true, isTaken: true });
  const told = (holds: boolean) => {
    Object.assign(proviso, { isTaken: false, holds });
    if (!holds) throw new ProvisoError();
  };
  return { condition: proviso.condition, told };
}

/** Before what does more than read: nothing is done on a proviso that nobody has asked. */
export async function beforeWriting(ask: Ask): Promise<void> {
  const proviso = provisos.getStore();
  if (proviso && !proviso.holds && !(await askAlone(proviso, ask))) throw new ProvisoError();
}

/** Rows as objects, of their values from the column `first` on. */
function rowsOf<Row extends object>(names: string[], rows: unknown[][], first: number): Row[] {
  const blank = Object.fromEntries(names.slice(first).map((name) => [name, null]));
  return rows.map((values) => {
    const row: Record<string, unknown> = { ...blank };
    for (let index = first; index < names.length; index += 1) row[names[index] ?? ''] = values[index];
    return row as Row;
  });
}

/** Asks a statement, and with it the proviso of the work that this belongs to, where nobody has yet and it is one that reads. */
export async function askAlong<Row extends object>(asked: Asked, statement: Sql, name?: string): Promise<Row[]> {
  const proviso = provisos.getStore();
  if (!proviso || proviso.holds || proviso.isTaken) return asked.query(statement, name);
  if (!/^\s*SELECT\b/.test(statement.strings[0] ?? '')) {
    await beforeWriting(asked.query);
    return asked.query(statement, name);
  }
  if (proviso.isAsked) return asked.query(statement, name);
  proviso.isAsked = true;
  const both = sql`SELECT EXISTS (${proviso.condition}) AS "hiloHolds", q.* FROM (SELECT 1) one
    LEFT JOIN (SELECT true AS "hiloFound", r.* FROM (${statement}) r) q ON true`;
  const { names, rows } = await asked.values(both, name && `${name}_${proviso.name}`);
  proviso.holds = rows[0]?.[0] === true;
  return rowsOf(
    names,
    rows.filter((row) => row[1] === true),
    2,
  );
}

/**
 * Does `work`, which reads or writes by `takeProviso`, and gives what came of it if the proviso held, as the database said after `work` began;
 * undefined where it did not: then what was read was for nobody. `condition` is a SELECT that gives a row when it holds.
 * Errors: what `work` throws, where the proviso held.
 */
export async function provided<T>(
  condition: Sql,
  name: string,
  ask: Ask,
  work: () => Promise<T>,
): Promise<{ value: T } | undefined> {
  const proviso: Proviso = { condition, name, isAsked: false };
  const outcome = await provisos.run(proviso, work).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  // Whether a statement that failed has written is not known: it is not tried again.
  if (proviso.isTaken && 'error' in outcome) throw outcome.error;
  if (!(proviso.holds ?? (await askAlone(proviso, ask)))) return undefined;
  if ('error' in outcome) throw outcome.error;
  return outcome;
}
