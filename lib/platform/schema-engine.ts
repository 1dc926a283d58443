import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum, DriverAdapterError } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';

const PACKAGE = '@prisma/schema-engine-wasm';

/** The type "char" of Postgres' catalogue, which Prisma's adapter does not know, and one that it does. */
const CHAR = 18;
const TEXT = 25;

/**
 * Goes with a migration's script, in its transaction: what is done is noted as done, though whoever did it be killed before it
 * hears of it, or has lost its line and taken it for failed.
 */
const NOTE_DONE = `DO $note$ BEGIN
  IF to_regclass('_prisma_migrations') IS NOT NULL THEN
    UPDATE _prisma_migrations SET finished_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL;
  END IF;
END $note$`;

/** A pool whose results say `text` for "char", and remember which columns those were. */
function poolWithChars(url: string): { pool: pg.Pool; charsOf(rows: object): number[] } {
  const pool = new pg.Pool({ connectionString: url, application_name: 'hilo migrate' });
  pool.on('error', () => undefined);
  const chars = new WeakMap<object, number[]>();
  const query = pool.query.bind(pool) as (...values: unknown[]) => Promise<pg.QueryArrayResult>;
  const renaming = async (...values: unknown[]) => {
    const result = await query(...values);
    const fields = (result.fields ?? [])
      .map((field, index) => ({ field, index }))
      .filter(({ field }) => field.dataTypeID === CHAR);
    for (const { field } of fields) field.dataTypeID = TEXT;
    if (fields.length > 0)
      chars.set(
        result.rows,
        fields.map(({ index }) => index),
      );
    return result;
  };
  pool.query = renaming as typeof pool.query;
  return { pool, charsOf: (rows) => chars.get(rows) ?? [] };
}

/** Prisma's adapter, mended where the schema engine needs it. */
class EngineAdapter extends PrismaPg {
  readonly #charsOf: (rows: object) => number[];

  constructor(pool: pg.Pool, charsOf: (rows: object) => number[]) {
    super(pool);
    this.#charsOf = charsOf;
  }

  override async connect() {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      for (const index of this.#charsOf(result.rows)) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    // The adapter cuts scripts at every semicolon, also inside function bodies; Postgres itself reads them right.
    adapter.executeScript = async (script) => {
      try {
        await adapter.underlyingDriver().query(`${script}\n;\n${NOTE_DONE}`);
      } catch (error) {
        if (!(error instanceof pg.DatabaseError)) throw error;
        const { code = '', severity = 'ERROR', message, detail, column, hint } = error;
        throw new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint });
      }
    };
    return adapter;
  }
}

async function load() {
  // Where the engine says why it panicked; without it only "unreachable" would be thrown.
  const panics = { set_message: (message: string) => console.error(message) };
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panics });
  const background = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const wasm = await readFile(
    path.join(path.dirname(createRequire(import.meta.url).resolve(PACKAGE)), 'schema_engine_bg.wasm'),
  );
  const { instance } = await WebAssembly.instantiate(wasm, {
    './schema_engine_bg.js': background as unknown as WebAssembly.ModuleImports,
  });
  background.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return background.SchemaEngine;
}

/** Loaded once: the package keeps its instance in a global, and a second would pull it away from the first. */
let loaded: ReturnType<typeof load> | undefined;

/**
 * Prisma's migration engine in WebAssembly, on a database. The `prisma` command would download the same engine as a
 * binary from a host that may be out of reach. Takes about 0.1 s to load; close() ends its connections.
 */
export async function openSchemaEngine(url: string): Promise<{ engine: SchemaEngine; close(): Promise<void> }> {
  loaded ??= load();
  const Engine = await loaded;
  const { pool, charsOf } = poolWithChars(url);
  const adapter = bindMigrationAwareSqlAdapterFactory(new EngineAdapter(pool, charsOf));
  const engine = await Engine.new({ datamodels: undefined }, () => undefined, adapter);
  return { engine, close: () => pool.end() };
}
