import { z } from 'zod';
import { endpoint, resource } from '@/lib/http/endpoint';
import { answerMcp } from '@/lib/mcp/server';
import { mcpDoc } from './doc';

/**
 * The Model Context Protocol: an assistant as one more external system, by its owner's token. Each tool looks for its own
 * scope. Source: docs/contract.md, "Assistants".
 */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: endpoint({ anyScope: true, body: z.looseObject({}), doc: mcpDoc }, ({ actor, body, request, requestId }) =>
    answerMcp({ actor, message: body, request, requestId }),
  ),
});
