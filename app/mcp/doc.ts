import { z } from 'zod';
import type { Doc } from '@/lib/http/doc';

const version = z.literal('2.0');

export const mcpDoc: Doc = {
  id: 'callMcp',
  tag: 'Assistants',
  summary: 'Speak the Model Context Protocol',
  description:
    'One JSON-RPC message of the [protocol](https://modelcontextprotocol.io), over streamable HTTP without sessions: give this ' +
    'address and a token to an assistant’s client. `Accept` must name `application/json` and `text/event-stream`, 406 else. ' +
    'A message that is none of the protocol is answered with a JSON-RPC `error`, and what a tool refuses stands in its result.',
  onlyTokens: true,
  examples: { tools: { jsonrpc: '2.0', id: 1, method: 'tools/list' } },
  replies: {
    200: {
      description: 'The answer to a request.',
      body: {
        'application/json': z.looseObject({ jsonrpc: version, id: z.union([z.string(), z.number(), z.null()]) }),
      },
    },
    202: { description: 'A notification was taken; there is no answer to it.' },
  },
};
