import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { expect } from '@playwright/test';
import type { TicketObject } from '@/lib/tickets/schema';
import type { Api } from './api';

/** What a tool answered. */
export interface ToolAnswer {
  /** The API's code when it was refused. */
  refusal?: { message: string; error: string; requestId: string; details?: { field: string; message: string }[] };
  /** The text that a model reads. */
  text: string;
  data: {
    notice: string;
    ticket: TicketObject;
    etag: string;
    isReplayed: boolean;
    tickets: TicketObject[];
    page: { limit: number; next: string | null };
  };
}

/** An assistant at the desk, by the client of the protocol's own SDK. */
export interface Assistant {
  client: Client;
  /** The headers of the HTTP answers that it got. */
  answers: Headers[];
  call(tool: string, args?: Record<string, unknown>): Promise<ToolAnswer>;
  toolNames(): Promise<string[]>;
}

/** An assistant that has said hello at `url` with a token. `headers` go with each of its requests. */
export async function assistantAt(
  url: string,
  token: string,
  headers: Record<string, string> = {},
): Promise<Assistant> {
  const answers: Headers[] = [];
  const client = new Client({ name: 'prueba', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', url), {
    requestInit: { headers: { authorization: `Bearer ${token}`, ...headers } },
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      answers.push(response.headers);
      return response;
    },
  });
  await client.connect(transport);
  // Having read what each tool says it answers, the SDK holds every answer to it.
  await client.listTools();
  return {
    client,
    answers,
    async call(name, args = {}) {
      const { content, structuredContent, isError } = await client.callTool({ name, arguments: args });
      const text = (content as { text: string }[]).map((part) => part.text).join('');
      return {
        text,
        data: structuredContent as ToolAnswer['data'],
        ...(isError ? { refusal: JSON.parse(text) as ToolAnswer['refusal'] } : {}),
      };
    },
    toolNames: async () => (await client.listTools()).tools.map((tool) => tool.name),
  };
}

/** A token for some work only. */
export async function tokenFor(api: Api, scopes: string[], more: object = {}): Promise<string> {
  const made = await api.post<{ data: { token: string } }>('/v2/tokens', { name: 'asistente', scopes, ...more });
  expect(made.status, made.text).toBe(201);
  return made.body.data.token;
}
