import { execFileSync } from 'node:child_process';
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { catalogue } from '@/app/v2/openapi.json/catalogue';
import { openapi } from '@/lib/http/openapi';

interface Parameter {
  in: string;
  name: string;
  required?: boolean;
  description?: string;
  schema: JSONSchema;
}

interface Operation {
  operationId?: string;
  parameters?: Parameter[];
}

const banner = `// Generated from the document of the API by \`npm run client:generate\`: do not edit.`;

const isMoment = (schema: JSONSchema) =>
  (schema.anyOf ?? [schema]).some((each) => (each as JSONSchema).format === 'date-time');

/** A parameter as callers write it: a moment may be a Date, a list may be one value. */
function argumentOf({ name, description, schema }: Parameter): [string, JSONSchema] {
  if (isMoment(schema)) return [name, { description, tsType: 'string | Date' }];
  return [name, { ...schema, description: description ?? schema.description }];
}

/** An operation's query as an object type, `listTickets` as `ListTicketsQuery`. */
function queryOf({ operationId = '', parameters = [] }: Operation): [string, JSONSchema][] {
  const query = parameters.filter((each) => each.in === 'query');
  if (query.length === 0) return [];
  const name = `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Query`;
  const schema: JSONSchema = {
    type: 'object',
    description: `The query of \`${operationId}\`.`,
    properties: Object.fromEntries(query.map(argumentOf)),
    additionalProperties: false,
  };
  return [[name, schema]];
}

/** `Error` is JavaScript's own. */
const nameOf = (name: string) => (name === 'Error' ? 'ErrorBody' : name);

/** Objects without a word on it take no other properties, and no list is a tuple: both only make types hard to use. */
function simplify(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(simplify);
  if (typeof value !== 'object' || value === null) return value;
  const { minItems: _min, maxItems: _max, ...rest } = value as Record<string, unknown>;
  const plain = Object.fromEntries(Object.entries(rest).map(([name, each]) => [name, simplify(each)]));
  if (typeof plain.$ref === 'string') plain.$ref = `#/definitions/${nameOf(plain.$ref.split('/').at(-1) ?? '')}`;
  if (plain.type === 'object' && plain.properties) plain.additionalProperties ??= false;
  return plain;
}

/** The TypeScript of every object, body, query and error code of the API, formatted as this repository is. */
export async function generateTypes(): Promise<string> {
  const document = openapi(catalogue, { url: 'http://localhost:3000', cookie: 'session' }, { paths: {} });
  const operations = Object.values(document.paths ?? {}).flatMap((item) => Object.values(item) as Operation[]);
  const codes = new Set(Object.keys(document.components?.examples ?? {}).map((name) => name.split('.')[0]));
  const definitions = {
    ...document.components?.schemas,
    ...Object.fromEntries(operations.flatMap(queryOf)),
    ErrorCode: { type: 'string', enum: [...codes].sort(), description: 'The stable code of an error.' },
  };
  const sorted = Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1));
  const schema = simplify({ definitions: Object.fromEntries(sorted.map(([name, each]) => [nameOf(name), each])) });
  const source = await compile(schema as JSONSchema, 'Api', {
    bannerComment: banner,
    unreachableDefinitions: true,
    additionalProperties: false,
    format: false,
  });
  const types = source
    .replace(/export interface Api \{[^}]*\}\n/, '')
    // What the compiler says of its own work.
    .replace(
      /\s*\* This interface was referenced by `Api`'s JSON-Schema\n\s*\* via the `definition` "\w+"\.(?=\n)/g,
      '',
    )
    .replace(/\/\*\*\s*\*\/\n/g, '')
    .replace(/\n \*(?=\n \*\/)/g, '');
  return execFileSync('biome', ['format', '--stdin-file-path=api.ts'], { input: types, encoding: 'utf8' });
}
