import type { z } from 'zod';
import { createDocument, createSchema, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { Declaration, RouteHandler } from './endpoint';
import { codesOfOperation, errorExamples, errorObject, sharedReplies } from './openapi-errors';
import { replyHeaders } from './openapi-headers';
import { aboutTags, aboutTheApi } from './openapi-info';
import { operationOf } from './openapi-operation';

/** Every route file's exports, by its folder in `app`, as `/v2/support-tickets/[id]`. */
export type Catalogue = Record<string, Partial<Record<string, RouteHandler>>>;

/** What no `endpoint` declares: probes, what we send, and the schemas that they refer to by name. */
export interface More {
  paths: ZodOpenApiPathsObject;
  webhooks?: ZodOpenApiPathsObject;
  /** Each with an `id`. */
  schemas?: z.ZodType[];
}

const methods = ['get', 'head', 'post', 'put', 'patch', 'delete'];

function operationsOf(catalogue: Catalogue): { route: string; method: string; declared: Declaration }[] {
  return Object.entries(catalogue).flatMap(([route, handlers]) =>
    methods.flatMap((method) => {
      const declared = handlers[method.toUpperCase()]?.declared;
      // HEAD goes without saying where it is GET's.
      if (method === 'head' && handlers.HEAD === handlers.GET) return [];
      return declared ? [{ route, method, declared }] : [];
    }),
  );
}

function pathsOf(catalogue: Catalogue): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const { route, method, declared } of operationsOf(catalogue)) {
    if (!declared.doc) throw new Error(`${method.toUpperCase()} ${route} has no doc.`);
    const path = route.replaceAll(/\[(\w+)\]/g, '{$1}');
    paths[path] = { ...paths[path], [method]: operationOf(method, route, declared, declared.doc) };
  }
  return paths;
}

/** An optional parameter's example would be sent by try-it and by every sample, all filters at once: it goes into the words. */
function withoutOptionalExamples(document: ReturnType<typeof createDocument>) {
  const operations = Object.values(document.paths ?? {}).flatMap((path) => Object.values(path));
  for (const { parameters = [] } of operations) {
    for (const parameter of parameters) {
      const { schema, required, description } = parameter;
      if (required || schema?.example === undefined) continue;
      parameter.description = `${description ?? ''} As in \`${[schema.example].flat().join(',')}\`.`.trim();
      delete schema.example;
      delete schema.description;
    }
  }
  return document;
}

/**
 * The document of the API, OpenAPI 3.1, out of what the endpoints declare: their schemas, scopes, headers and `doc`.
 * `url` is the desk's public address, `cookie` the name of the session's.
 */
export function openapi(catalogue: Catalogue, facts: { url: string; cookie: string }, more: More) {
  const codes = operationsOf(catalogue).flatMap(({ method, declared }) => [...codesOfOperation(method, declared)]);
  // A code with a field shows it, wherever it has none.
  const all = new Map([...codes, ...codes.filter(([, field]) => field)]);
  for (const code of ['NOT_FOUND', 'METHOD_NOT_ALLOWED']) all.set(code, '');
  const document = createDocument({
    openapi: '3.1.1',
    info: aboutTheApi,
    servers: [{ url: facts.url }],
    tags: aboutTags,
    paths: { ...pathsOf(catalogue), ...more.paths },
    ...(more.webhooks && { webhooks: more.webhooks }),
    components: {
      schemas: { Error: errorObject },
      headers: replyHeaders,
      examples: errorExamples(all),
      responses: sharedReplies(all),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A token of the API: `Authorization: Bearer hilo_…`.' },
        link: {
          type: 'apiKey',
          in: 'query',
          name: 'signature',
          description: 'A signed link, as `GET /v2/attachments/{id}` gives it: `expires` and `signature` go together.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: facts.cookie,
          description: 'The session of somebody signed in, from this desk’s own pages only.',
        },
      },
    },
  });
  // What we send is rendered as what we answer: the library takes every body of a request for something that we read.
  for (const schema of more.schemas ?? []) {
    const { components } = createSchema(schema, { io: 'output' });
    Object.assign(document.components?.schemas ?? {}, components);
  }
  return withoutOptionalExamples(document);
}
