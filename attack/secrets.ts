import { hold } from '@/e2e/support/hold';
import { makePerson } from '@/e2e/support/people';
import type { World } from '@/e2e/support/plan';
import { fileTicket, reply } from '@/e2e/support/tickets';
import { toPublicId } from '@/lib/platform/ids';

/** Things of somebody's that hold one word, which nobody else may ever be shown. */
export interface Secrets {
  word: string;
  /** What to put into the addresses of pages, by the name of the place. */
  named: Record<string, string>;
  ticket: string;
  file: { id: string; filename: string };
}

async function made(answer: { status: number; text: string; body: unknown }): Promise<string> {
  if (answer.status > 201) throw new Error(answer.text);
  return (answer.body as { data: { _id: string } }).data._id;
}

/** A client with a ticket, files, tokens and webhooks, and what the desk keeps about all that, all with the same word in it. */
export async function hideSecrets(victims: World): Promise<Secrets> {
  const word = `lirondo${crypto.randomUUID().slice(0, 8)}`;
  const client = await makePerson('client', { name: `Clara ${word}` });
  const by = victims.api.as(client);
  const file = await hold(by, 'informe.txt', `Dentro: ${word}.`);
  const ticket = await fileTicket(by, {
    title: `Asunto ${word}`,
    description: `Cuerpo ${word}`,
    attachments: [file.link],
  });
  await reply(victims.api.agent, ticket, `Nota ${word}`, { internal: true });
  const id = toPublicId('client', client.userId);
  await made(await victims.api.agent.post(`/v2/clients/${id}/notes`, { text: `Nota ${word}` }));
  await made(await victims.api.agent.post('/v2/macros', { name: `Macro ${word}`, body: word, shared: true }));
  await made(await victims.api.agent.post('/v2/views', { name: `Vista ${word}`, shared: true }));
  await made(await victims.api.admin.post('/v2/teams', { name: `Equipo ${word}` }));
  await made(await by.post('/v2/tokens', { name: `Clave ${word}` }));
  const webhook = await made(await by.post('/v2/webhooks', { url: `http://127.0.0.1:9/${word}` }));
  return {
    word,
    named: { number: String(ticket.number), id, webhook },
    ticket: ticket._id,
    file: { id: file.id, filename: file.filename },
  };
}
