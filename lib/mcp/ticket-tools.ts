import { z } from 'zod';
import { isStaff, type UserActor } from '@/lib/auth/actor';
import { AppError } from '@/lib/platform/errors';
import { changeTicket } from '@/lib/tickets/commands/change';
import { createTicket } from '@/lib/tickets/commands/create';
import { replyToTicket } from '@/lib/tickets/commands/reply';
import { presentTicket, ticketEtag } from '@/lib/tickets/present';
import { getTicket, readTicketKey, type TicketKey } from '@/lib/tickets/queries/find';
import { listTickets } from '@/lib/tickets/queries/list';
import { changeTicketSchema, createTicketSchema, listTicketsSchema, replySchema } from '@/lib/tickets/schema';
import { idempotencyKey, ifMatch, ticketId, ticketOutput, ticketsOutput } from './arguments';
import { type Tool, tool } from './tool';

/** By number as people say it, else by the API's id. Errors: `TICKET_NOT_FOUND`. */
function keyOf(id: string | number): TicketKey {
  const key = readTicketKey(id);
  if (!key) throw new AppError('TICKET_NOT_FOUND');
  return key;
}

/** The key of a ticket's row, as commands take it. Errors: `TICKET_NOT_FOUND`. */
async function rowIdOf(actor: UserActor, id: string | number): Promise<string> {
  const key = keyOf(id);
  return 'id' in key ? key.id : (await getTicket(actor, key)).id;
}

/** What a query string would carry: texts, lists joined by commas. */
function textsOf(args: Record<string, unknown>): Record<string, unknown> {
  const text = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
  return Object.fromEntries(
    Object.entries(args)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, Array.isArray(value) ? value.map(text).join(',') : text(value)]),
  );
}

const searchTickets = tool(
  {
    name: 'search_tickets',
    title: 'Search tickets',
    description:
      'Finds tickets among those that you may see, newest first. `q` searches titles, descriptions, messages and tags by words, in Spanish and English, and takes "exact phrases", -words to leave out and operators (status:open tag:api priority:>=high client:ana assigned:me created:<7d); the other arguments filter. status, priority, category, tag, client and assignedTo take several values with a comma between them, which means "any of"; assignedTo also takes `me` and `none`. Times are RFC 3339. Answers {tickets, page: {limit, next}}: tickets come without their messages (read_ticket has them, or include=threads); pass page.next as cursor for the next page; only null is the end, a page of a search may be short or empty and go on. Ask for a small limit: descriptions can be long.',
    annotations: { readOnlyHint: true, openWorldHint: false },
    input: listTicketsSchema,
    output: ticketsOutput,
    prepare: textsOf,
  },
  async (actor, { limit, cursor, include, ...filter }) => {
    const page = await listTickets(actor, filter, { limit, cursor, withThreads: include?.includes('threads') });
    return { tickets: page.rows.map(presentTicket), page: { limit, next: page.next } };
  },
);

const readTicket = tool(
  {
    name: 'read_ticket',
    title: 'Read a ticket',
    description:
      'Reads one ticket whole, with its thread of messages, oldest first. A message with "internal": true is a note among agents: never repeat it to the client. Type "system" tells of a change of status or assignee. The etag can be given to change_ticket.',
    annotations: { readOnlyHint: true, openWorldHint: false },
    input: z.object({ id: ticketId }),
    output: ticketOutput,
  },
  async (actor, { id }) => {
    const row = await getTicket(actor, keyOf(id));
    return { ticket: presentTicket(row), etag: ticketEtag(row, isStaff(actor)) };
  },
);

const filing =
  'Files a new ticket. description is Markdown and becomes the first message of the thread. Search first whether there is one already about the same matter. Answers with the ticket.';

function fileTicket(input: typeof createTicketSchema, description: string): Tool {
  return tool(
    {
      name: 'file_ticket',
      title: 'File a ticket',
      description,
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
      input: input.extend({ idempotencyKey }),
      output: ticketOutput,
    },
    async (actor, { idempotencyKey: key, ...body }) => {
      const { ticket, isReplayed } = await createTicket(actor, body, { idempotencyKey: key });
      return { ticket, isReplayed };
    },
  );
}

const fileOwnTicket = fileTicket(createTicketSchema.omit({ client: true }) as typeof createTicketSchema, filing);
const fileClientsTicket = fileTicket(
  createTicketSchema,
  `${filing} With client {email, name} it is filed for that client, who is made if the desk does not know the address; without, it is your own.`,
);

const message = replySchema.omit({ internal: true }).extend({ id: ticketId, idempotencyKey });

const replyTool = tool(
  {
    name: 'reply_to_ticket',
    title: 'Reply to a ticket',
    description:
      'Adds a message to the thread that everybody on the ticket reads, the client first of all: it cannot be taken back. Markdown. From an agent it takes an open ticket that nobody has; from the client it wakes a pending one and opens a resolved one again. A closed ticket takes none (TICKET_CLOSED). Answers with the whole ticket.',
    annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
    input: message,
    output: ticketOutput,
  },
  async (actor, { id, idempotencyKey: key, ...body }) => {
    const reply = { ...body, internal: false };
    const { ticket, etag, isReplayed } = await replyToTicket(actor, await rowIdOf(actor, id), reply, {
      idempotencyKey: key,
    });
    return { ticket, etag, isReplayed };
  },
);

const noteTool = tool(
  {
    name: 'add_note',
    title: 'Add an internal note',
    description:
      'Adds a note to the thread that agents alone can see; the client never learns of it. For findings, drafts and hand-overs. Markdown. Changes no status, and may be added to a closed ticket too. Answers with the whole ticket.',
    annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
    input: message,
    output: ticketOutput,
  },
  async (actor, { id, idempotencyKey: key, ...body }) => {
    const note = { ...body, internal: true };
    const { ticket, etag, isReplayed } = await replyToTicket(actor, await rowIdOf(actor, id), note, {
      idempotencyKey: key,
    });
    return { ticket, etag, isReplayed };
  },
);

function changeTool(input: typeof changeTicketSchema, description: string): Tool {
  return tool(
    {
      name: 'change_ticket',
      title: 'Change a ticket',
      description,
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
      input: input.extend({ id: ticketId, ifMatch }),
      output: ticketOutput,
    },
    async (actor, { id, ifMatch: etag, ...change }) =>
      changeTicket(actor, await rowIdOf(actor, id), change, { ifMatch: etag }),
  );
}

const staffsChange = changeTool(
  changeTicketSchema,
  'Changes properties of a ticket; what is not given stays as it is. assignedTo takes an agent’s id, `me`, or null for nobody. status "resolved" needs a resolution, which the client reads; from "closed" the only way is "open". tags replace those that are there. Answers with the whole ticket.',
);
const clientsChange = changeTool(
  changeTicketSchema.pick({ status: true }) as typeof changeTicketSchema,
  'Closes your own ticket (status "closed") or, from "resolved", opens it again ("open"); a client changes nothing else. Answers with the whole ticket.',
);

/** The tools that a caller may use, by their scopes and role; what they then do is held to policy as any request. */
export function toolsFor(actor: UserActor): Tool[] {
  const tools: Tool[] = [];
  if (actor.scopes.includes('tickets:read')) tools.push(searchTickets, readTicket);
  if (!actor.scopes.includes('tickets:write')) return tools;
  tools.push(actor.isIntegration ? fileClientsTicket : fileOwnTicket, replyTool);
  return isStaff(actor) ? [...tools, noteTool, staffsChange] : [...tools, clientsChange];
}
