import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';

const body = z.object({ status: z.enum(['ok', 'unavailable']), reason: z.string().optional() }).meta({ id: 'Probe' });

function probe(operationId: string, summary: string, answers: Record<string, string>): ZodOpenApiPathsObject[string] {
  const responses = Object.entries(answers).map(([status, description]) => [
    status,
    { description, content: { 'application/json': { schema: body } } },
  ]);
  return { get: { operationId, tags: ['Meta'], summary, security: [], responses: Object.fromEntries(responses) } };
}

/** What no `endpoint` declares: the probes, which are for what watches over processes. */
export const probes: ZodOpenApiPathsObject = {
  '/healthz': probe('isAlive', 'Whether the process lives', { 200: 'It does. The database is not asked.' }),
  '/readyz': probe('isReady', 'Whether requests can be served', {
    200: 'The database is there and migrated.',
    503: 'It is not: `reason` is `database` or `migrations`.',
  }),
};
