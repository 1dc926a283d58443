import { expect } from '@playwright/test';
import type { TicketObject } from '@/lib/tickets/schema';
import type { Answer, Api, TicketAnswer } from './api';

export const ticketsPath = '/v2/support-tickets';

/** The least that a ticket needs. */
export const leastTicket = {
  title: 'Error 401 en la verificación',
  description: 'Desde esta mañana la API responde 401.',
  priority: 'high',
  category: 'technical',
};

/** The address of a ticket. */
export function pathOf(ticket: { _id: string }): string {
  return `${ticketsPath}/${ticket._id}`;
}

/** A ticket filed by a caller, with whatever the test says of it. */
export async function fileTicket(api: Api, fields: Record<string, unknown> = {}): Promise<TicketObject> {
  const answer = await api.post(ticketsPath, { ...leastTicket, ...fields });
  expect(answer.status, answer.text).toBe(201);
  return answer.body.data;
}

/** A ticket as a caller reads it now. */
export async function readTicket(api: Api, ticket: { _id: string }): Promise<TicketObject> {
  const answer = await api.get(pathOf(ticket));
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
}

/** A reply, or with `{ internal: true }` a note, that must be taken. */
export async function reply(
  api: Api,
  ticket: { _id: string },
  message: string,
  more: object = {},
): Promise<TicketObject> {
  const answer = await api.post(`${pathOf(ticket)}/threads`, { message, ...more });
  expect(answer.status, answer.text).toBe(201);
  return answer.body.data;
}

/** A change that must be taken. */
export async function change(api: Api, ticket: { _id: string }, fields: object): Promise<TicketObject> {
  const answer = await api.patch(pathOf(ticket), fields);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
}

interface ListAnswer extends Omit<TicketAnswer, 'data'> {
  data: TicketObject[];
  page: { limit: number; next: string | null };
}

/** A page of the list; `query` goes after the question mark. */
export function listTickets(api: Api, query: Record<string, string> | string = ''): Promise<Answer<ListAnswer>> {
  const text = typeof query === 'string' ? query : new URLSearchParams(query).toString();
  return api.get<ListAnswer>(`${ticketsPath}?${text}`);
}

/** The numbers of the tickets that a list finds, newest first. */
export async function listNumbers(api: Api, query: Record<string, string> | string): Promise<number[]> {
  const answer = await listTickets(api, query);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.map((ticket) => ticket.number);
}

/** A refusal: its status, code, and a body of the documented shape with a sentence and the request's name. */
export function expectRefusal(answer: Answer<unknown>, status: number, code: string): void {
  const body = answer.body as Partial<TicketAnswer>;
  expect([answer.status, body?.message], answer.text).toEqual([status, code]);
  expect(body.error).toMatch(/\S{2,}/);
  expect(body.requestId).toBe(answer.headers.get('x-request-id'));
  const known = ['error', 'message', 'requestId', 'details'];
  expect(Object.keys(body).filter((key) => !known.includes(key))).toEqual([]);
}
