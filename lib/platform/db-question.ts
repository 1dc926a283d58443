import pg from 'pg';

// A statement with a name is parsed once a connection, and what its rows look like cannot change after that: Postgres refuses
// ("cached plan must not change result type"). pg has it described at each asking all the same, and takes the description apart
// again, which of a row of 26 columns costs more than the row. Here it is described once, and asked in one piece.

type Question = pg.QueryConfig & { rowMode?: 'array'; types?: pg.CustomTypesConfig };
type Told = (error: Error | null, result: pg.QueryResult) => void;

/** What pg keeps of how the rows of a result are read. */
interface Description {
  fields: pg.FieldDef[];
  _parsers: unknown[];
  _prebuiltEmptyResultObject: object;
}

/** A connection as pg's queries see it; its types tell less. */
interface Wire {
  stream: { writable: boolean; write(bytes: Buffer): boolean };
  parsedStatements: Record<string, string | undefined>;
  describe(what: object): void;
}

/** The part of pg's own query that is built on. */
interface PgQuery extends pg.Submittable {
  name?: string;
  _result: Description;
  _accumulateRows: boolean;
  prepare(wire: Wire): void;
  handleRowDescription(message: unknown): void;
}

const PgQuery = pg.Query as unknown as new (question: Question, told?: Told) => PgQuery;

/** What is known of a connection's statements. */
interface Known {
  descriptions: Map<string, Description>;
  /** The connection, but what is written to it is gathered, and nothing is described. */
  quiet: Wire;
  gathered: Buffer[];
}

const known = new WeakMap<Wire, Known>();

function knownOf(wire: Wire): Known {
  const before = known.get(wire);
  if (before) return before;
  const gathered: Buffer[] = [];
  const write = (bytes: Buffer) => gathered.push(bytes) > 0;
  const quiet = Object.create(wire, {
    stream: { get: () => ({ writable: wire.stream.writable, write }) },
    describe: { value: () => undefined },
  }) as Wire;
  const made = { descriptions: new Map<string, Description>(), quiet, gathered };
  known.set(wire, made);
  return made;
}

/** A question with a name: described when it is first asked on a connection, and not again. */
class NamedQuery extends PgQuery {
  #descriptions: Map<string, Description> | undefined;

  override prepare(wire: Wire): void {
    const { descriptions, quiet, gathered } = knownOf(wire);
    const name = this.name ?? '';
    const description = wire.parsedStatements[name] === undefined ? undefined : descriptions.get(name);
    if (!description) {
      this.#descriptions = descriptions;
      super.prepare(wire);
      return;
    }
    Object.assign(this._result, description);
    this._accumulateRows = true;
    gathered.length = 0;
    super.prepare(quiet);
    const all = Buffer.concat(gathered.splice(0));
    if (wire.stream.writable) wire.stream.write(all);
  }

  override handleRowDescription(message: unknown): void {
    super.handleRowDescription(message);
    const { fields, _parsers, _prebuiltEmptyResultObject } = this._result;
    this.#descriptions?.set(this.name ?? '', { fields, _parsers, _prebuiltEmptyResultObject });
  }
}

type Query = (...values: unknown[]) => unknown;

// Whose values are read in a way of their own is described each time.
const isNamed = (question: unknown): question is Question =>
  typeof question === 'object' &&
  question !== null &&
  'name' in question &&
  Boolean(question.name) &&
  !('submit' in question) &&
  !('types' in question);

/** A client of pg that has a statement with a name described once. */
export class NamingClient extends pg.Client {
  override query = ((question: unknown, ...rest: unknown[]) => {
    const ask = super.query as Query;
    if (!isNamed(question) || Array.isArray(rest[0])) return ask.call(this, question, ...rest);
    const told = rest.find((each) => typeof each === 'function');
    if (told) return ask.call(this, new NamedQuery(question, told as Told));
    return new Promise<pg.QueryResult>((resolve, reject) => {
      ask.call(this, new NamedQuery(question, (error, result) => (error ? reject(error) : resolve(result))));
    }).catch((error: Error) => {
      // As pg has it: a trace that leads to who asked, not to the socket.
      Error.captureStackTrace(error);
      throw error;
    });
  }) as pg.Client['query'];
}
