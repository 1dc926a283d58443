import SwaggerParser from '@apidevtools/swagger-parser';
import { expect } from '@playwright/test';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Answer, Api, Send } from './api';
import type { Schema } from './from-schema';

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}

interface Reply {
  headers?: Record<string, { required?: boolean; schema: Schema }>;
  content?: Record<string, { schema: Schema; examples?: Record<string, { value: unknown }> }>;
}

interface Described {
  operationId: string;
  security: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema; examples?: Record<string, { value: unknown }> }> };
  responses: Record<string, Reply>;
}

/** The document of the API with every reference put in place. */
export interface ApiDocument {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Described>>;
  webhooks?: Record<string, Record<string, Described>>;
}

/** One operation of the document. */
export interface Operation extends Described {
  method: string;
  path: string;
}

/** Reads the document of the API as anybody may, and puts its references in place. */
export async function readDocument(api: Api): Promise<ApiDocument> {
  const { status, body } = await api.get<object>('/v2/openapi.json');
  expect(status).toBe(200);
  return (await SwaggerParser.dereference(structuredClone(body) as never)) as unknown as ApiDocument;
}

/** Every operation of a document. */
export function operationsOf(document: ApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, described]) => ({ ...described, method: method.toUpperCase(), path })),
  );
}

/** The codes of errors that an operation names, each with its status. */
export function codesOf({ responses }: Operation): Map<string, number> {
  const named = Object.entries(responses).flatMap(([status, { content }]) => {
    const parts = (content?.['application/json']?.schema.allOf ?? []) as Schema[];
    const codes = parts.flatMap((part) => (part.properties?.message?.enum ?? []) as string[]);
    return codes.map((code) => [code, Number(status)] as const);
  });
  return new Map(named);
}

const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
addFormats.default(ajv);
// Notes for readers, and what `type: string` says of a media type.
ajv.addVocabulary(['example']);
ajv.addFormat('password', true);
// An address as browsers read it, which may hold more than ASCII.
ajv.addFormat('iri', (text: string) => URL.canParse(text));
const compiled = new WeakMap<object, ValidateFunction>();

/** What of a value does not fit a schema of the document, in words; empty when all does. */
export function misfits(schema: Schema, value: unknown): string[] {
  const known = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, known);
  if (known(value)) return [];
  return (known.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function bodiesOf(type: string, answer: Answer<unknown>): unknown[] {
  if (type === 'application/json') return [answer.body];
  if (type === 'application/x-ndjson')
    return answer.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  return [answer.text];
}

/** Fails unless the operation names this answer: its status, its headers, its media type and everything in its body. */
export function expectDocumented(operation: Operation, answer: Answer<unknown>): void {
  const said = `${operation.operationId}: ${answer.status} ${answer.text.slice(0, 500)}`;
  const reply = operation.responses[answer.status];
  if (!reply) throw new Error(`not documented: ${said}`);
  for (const [name, header] of Object.entries(reply.headers ?? {})) {
    const value = answer.headers.get(name);
    if (header.required) expect(value, `${name} of ${said}`).not.toBeNull();
    const read = header.schema.type === 'integer' ? Number(value) : value;
    if (value !== null) expect(misfits(header.schema, read), `${name} of ${said}`).toEqual([]);
  }
  const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
  if (!reply.content) {
    expect(answer.text, said).toBe('');
    return;
  }
  const media = reply.content[type] ?? reply.content['*/*'];
  if (!media) throw new Error(`not a documented media type: ${type} of ${said}`);
  for (const body of bodiesOf(type, answer)) expect(misfits(media.schema, body), said).toEqual([]);
}

/** What is put into the places of an operation. */
export interface Filled extends Send {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
}

/** Sends an operation's request: its parameters where the document says, lists parted by commas. */
export function call(
  api: Api,
  operation: Operation,
  { params = {}, query = {}, ...send }: Filled = {},
): Promise<Answer<unknown>> {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : String(value)]),
  );
  return api.send<unknown>(operation.method, search.size > 0 ? `${path}?${search}` : path, send);
}
