import { changeTicketSchema, createTicketSchema, listTicketsSchema, replySchema } from '@/lib/tickets/schema';
import { expect, test } from '../fixtures';
import { assistantAt, tokenFor } from '../support/assistant';
import { fileTicket, leastTicket, readTicket } from '../support/tickets';

const readTools = ['search_tickets', 'read_ticket'];
const clientTools = [...readTools, 'file_ticket', 'reply_to_ticket', 'change_ticket'];
const staffTools = [...readTools, 'file_ticket', 'reply_to_ticket', 'add_note', 'change_ticket'];

test('each sees the tools that they may use, by role and by what the token is for', async ({
  deskUrl,
  api,
  client,
  agent,
  admin,
}) => {
  const tools = async (token: string) => (await assistantAt(deskUrl, token)).toolNames();
  expect(await tools(client.token)).toEqual(clientTools);
  expect(await tools(agent.token)).toEqual(staffTools);
  expect(await tools(admin.token)).toEqual(staffTools);
  expect(await tools(await tokenFor(api.client, ['tickets:read']))).toEqual(readTools);
  expect(await tools(await tokenFor(api.agent, ['tickets:read']))).toEqual(readTools);
  expect(await tools(await tokenFor(api.client, ['tickets:write']))).toEqual(clientTools.slice(2));
  expect(await tools(await tokenFor(api.agent, ['export', 'webhooks']))).toEqual([]);
});

test('what is not on the list cannot be called', async ({ deskUrl, api, client }) => {
  const ticket = await fileTicket(api.client);
  const reader = await assistantAt(deskUrl, await tokenFor(api.client, ['tickets:read']));
  const writer = await assistantAt(deskUrl, await tokenFor(api.client, ['tickets:write']));
  const anyone = await assistantAt(deskUrl, client.token);
  const message = { id: ticket._id, message: 'No debe quedar.' };
  await expect(reader.call('reply_to_ticket', message)).rejects.toThrow('Unknown tool: reply_to_ticket');
  await expect(reader.call('file_ticket', leastTicket)).rejects.toThrow('Unknown tool');
  await expect(writer.call('read_ticket', { id: ticket._id })).rejects.toThrow('Unknown tool');
  await expect(anyone.call('add_note', message)).rejects.toThrow('Unknown tool');
  await expect(anyone.call('toString')).rejects.toThrow('Unknown tool');
  expect((await readTicket(api.agent, ticket)).threads).toHaveLength(1);
});

test('a tool takes what its route takes', async ({ deskUrl, api, client, agent }) => {
  const properties = async (token: string) => {
    const { tools } = await (await assistantAt(deskUrl, token)).client.listTools();
    return Object.fromEntries(
      tools.map((tool) => [tool.name, Object.keys(tool.inputSchema.properties ?? {}).toSorted()]),
    );
  };
  const keys = (schema: { shape: object }, ...more: string[]) => [...Object.keys(schema.shape), ...more].toSorted();
  const without = (names: string[], name: string) => names.filter((each) => each !== name);
  const filing = keys(createTicketSchema, 'idempotencyKey');
  const message = without(keys(replySchema, 'id', 'idempotencyKey'), 'internal');
  expect(await properties(agent.token)).toEqual({
    search_tickets: keys(listTicketsSchema),
    read_ticket: ['id'],
    file_ticket: without(filing, 'client'),
    reply_to_ticket: message,
    add_note: message,
    change_ticket: keys(changeTicketSchema, 'id', 'ifMatch'),
  });
  expect((await properties(client.token)).change_ticket).toEqual(['id', 'ifMatch', 'status']);
  const integration = await tokenFor(api.admin, ['tickets:write'], { integration: true });
  expect((await properties(integration)).file_ticket).toEqual(filing);
});

test('tools say what they do to the desk', async ({ deskUrl, agent }) => {
  const { tools } = await (await assistantAt(deskUrl, agent.token)).client.listTools();
  const readOnly = tools.filter((tool) => tool.annotations?.readOnlyHint).map((tool) => tool.name);
  const destructive = tools.filter((tool) => tool.annotations?.destructiveHint).map((tool) => tool.name);
  expect([readOnly, destructive]).toEqual([readTools, ['change_ticket']]);
  for (const tool of tools) {
    expect(tool.description?.length, tool.name).toBeGreaterThan(80);
    expect(JSON.stringify(tool.inputSchema), tool.name).not.toMatch(/\$ref|\$defs|"override"|\\\\p/);
    expect(tool.inputSchema.additionalProperties, tool.name).toBe(false);
  }
});
