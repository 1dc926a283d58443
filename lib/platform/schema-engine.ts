import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, DriverAdapterError } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';

const PACKAGE = '@prisma/schema-engine-wasm';

/** Prisma's adapter cuts scripts at every semicolon, also inside function bodies; Postgres itself reads them right. */
class WholeScripts extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      try {
        await adapter.underlyingDriver().query(script);
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
  const background = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const wasm = await readFile(path.join(path.dirname(createRequire(import.meta.url).resolve(PACKAGE)), 'schema_engine_bg.wasm'));
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
  const pool = new pg.Pool({ connectionString: url, application_name: 'hilo migrate' });
  pool.on('error', () => undefined);
  const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScripts(pool));
  const engine = await Engine.new({ datamodels: undefined }, () => undefined, adapter);
  return { engine, close: () => pool.end() };
}
