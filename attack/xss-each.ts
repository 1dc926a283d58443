// Longer than most: one marked text in each place that takes one, and where it is to be seen.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '@/e2e/support/api';
import { hold } from '@/e2e/support/hold';
import type { World } from '@/e2e/support/plan';
import { fromOurPage } from '@/e2e/support/plans';
import { begin, idOf, metadataOf, send } from '@/e2e/support/tus';
import { startReceiver } from '@/e2e/support/webhook-receiver';
import type { AttachmentLink } from '@/lib/tickets/schema';
import type { Look } from './xss-watch';
import { markWord, type Writer } from './xss-writer';

interface Callers {
  asClient: Api;
  asAgent: Api;
  clientId: string;
}

const tickets = '/v2/support-tickets';
/** The word that a marked text is known by. */
const wordOf = (text: string) => text.match(markWord)?.[0] ?? '';

const least = { title: 'Uno más', description: 'Uno más', priority: 'high', category: 'technical' };

/** A link to a file whose name, address and type mean harm. */
const linkOf = ({ marked }: Writer) => ({
  filename: marked(),
  url: `https://files.example/?${marked().replaceAll(' ', '/')}`,
  size: 1,
  type: `text/plain; x="${marked()}"`,
});

/** The public ids of a ticket's messages, oldest first. */
async function threadsOf(by: Api, number: number): Promise<string[]> {
  const { body } = await by.get<{ data: { threads: { id: string }[] } }>(`/v2/desk/tickets/${number}`);
  return body.data.threads.map(({ id }) => id);
}

/** Tickets: filed, changed, answered, drafted, on their way, split; as clients, agents and an integration write them. */
async function inTickets(world: World, writer: Writer, { asClient, asAgent }: Callers): Promise<Look[]> {
  const { write, post, marked, run } = writer;
  const { api } = world;
  const field = (name: string, kind: string, more: object = {}) =>
    post(api.admin, '/v2/fields', { key: `${name}_${run}`, label: 'Antes', kind, forClients: true, ...more });
  const choice = marked();
  const changed = await field('marked_choice', 'choice', { choices: ['Norte'] });
  await write(api.admin, 'PATCH', `/v2/fields/${changed?._id}`, { label: marked(), choices: [choice] });
  await field('marked_text', 'text', { label: marked() });
  await field('marked_first', 'choice', { label: marked(), choices: [marked()] });

  const one = await post(asClient, tickets, {
    ...least,
    title: marked(),
    description: marked(),
    tags: [marked()],
    attachments: [linkOf(writer)],
    fields: { [`marked_text_${run}`]: marked() },
  });
  const path = `${tickets}/${one?._id}`;
  const other = await post(asClient, tickets, least);
  await write(asAgent, 'PATCH', `${tickets}/${other?._id}`, {
    title: marked(),
    tags: [marked()],
    fields: { [`marked_text_${run}`]: marked(), [`marked_choice_${run}`]: choice },
  });
  await post(asAgent, `${path}/threads`, { message: marked(), attachments: [linkOf(writer)] });
  const [opening] = await threadsOf(asAgent, one?.number ?? 0);
  const split = await post(asAgent, `${path}/split`, { thread: opening, title: marked() });
  const draft = { message: marked(), attachments: [linkOf(writer)], revision: 1 };
  await write(asAgent, 'PUT', `${path}/draft`, draft);

  // One that waits, one that is held for what the client wrote meanwhile, one that is sent with what it resolves.
  const two = await post(asClient, tickets, least);
  const [seen] = await threadsOf(asAgent, two?.number ?? 0);
  await post(asClient, `${tickets}/${two?._id}/threads`, { message: 'Sigue igual.' });
  await post(asAgent, `${tickets}/${two?._id}/outbox`, { message: marked(), seen });
  const waiting = { message: marked(), attachments: [linkOf(writer)], delay: 60 };
  await post(asAgent, `${tickets}/${two?._id}/outbox`, waiting);
  const three = await post(asClient, tickets, least);
  const resolved = { status: 'resolved', resolution: marked() };
  await post(asAgent, `${tickets}/${three?._id}/outbox`, { message: marked(), delay: 0, after: resolved });
  await write(asClient, 'PUT', `${tickets}/${three?._id}/rating`, { good: false, comment: marked() });
  await write(asAgent, 'PATCH', `${tickets}/${split?._id}`, { status: 'resolved', resolution: marked() });
  const bulk = { status: 'resolved', resolution: marked(), addTags: [marked()], removeTags: [marked()] };
  await post(asAgent, '/v2/bulk', { tickets: [other?._id], change: bulk });

  const made = await api.admin.post<{ data: { token: string } }>('/v2/tokens', { name: 'x', integration: true });
  const client = { email: `${crypto.randomUUID()}@test.example`, name: marked() };
  const named = await post(api.as(made.body.data.token), tickets, { ...least, client });
  const desk = (each: typeof one, says?: string): Look => ({
    as: 'agent',
    path: `/desk/tickets/${each?.number}?queue=all`,
    ...(says && { says: wordOf(says) }),
  });
  const portal = [one, split, three].map((each) => `/tickets/${each?.number}`);
  return [
    // While it waits.
    desk(two, waiting.message),
    desk(one, draft.attachments[0]?.filename),
    ...[other, split, three, named].map((each) => desk(each)),
    ...portal.map((place): Look => ({ as: 'client', path: place })),
  ];
}

/** Files that Hilo holds, whose names are the corpus: sent in one request and in parts. */
async function inFiles(writer: Writer, { asClient }: Callers, names: string[]): Promise<Look[]> {
  const links: AttachmentLink[] = [];
  for (const name of [writer.marked(), ...names]) {
    const { link } = await hold(asClient, name, '<script>__xss(-51)</script>');
    links.push(link);
    writer.note('uploadFile.filename', link.filename);
  }
  const name = writer.marked();
  const id = idOf(await begin(asClient, 2, { 'upload-metadata': metadataOf(name, 'text/html') }));
  await send(asClient, id, 0, new TextEncoder().encode('<p'));
  const { body } = await asClient.get<{ data: AttachmentLink }>(`/v2/attachments/${id}`);
  const { filename, url, size, type } = body.data;
  links.push({ filename, url, size, type });
  writer.note('beginUpload.filename', filename);
  const looks: Look[] = [];
  for (let at = 0; at < links.length; at += 10) {
    const made = await writer.post(asClient, tickets, {
      ...least,
      attachments: links.slice(at, at + 10),
    });
    looks.push({ as: 'agent', path: `/desk/tickets/${made?.number}?queue=all` });
    looks.push({ as: 'client', path: `/tickets/${made?.number}` });
  }
  return looks;
}

/** What people say of themselves and of others. */
async function inPeople(
  { api, deskUrl }: World,
  { post, write, marked, marks }: Writer,
  callers: Callers,
): Promise<Look[]> {
  const { asClient, asAgent, clientId } = callers;
  const password = 'una clave bastante larga';
  const address = () => `${crypto.randomUUID()}@test.example`;
  await post(api.as(fromOurPage(deskUrl)), '/v2/registrations', { name: marked(), email: address(), password });
  const made = await post(api.admin, '/v2/users', { name: marked(), email: address(), role: 'client' });
  await write(api.admin, 'PATCH', `/v2/users/${made?._id}`, { name: marked() });
  await post(api.admin, '/v2/users', { name: marked(), email: address(), role: 'client' });
  await write(asClient, 'PATCH', '/v2/me', { name: marked() });
  const notes = `/v2/clients/${clientId}/notes`;
  await post(asAgent, notes, { text: marked() });
  const note = await post(asAgent, notes, { text: 'Antes' });
  await write(asAgent, 'PATCH', `${notes}/${note?._id}`, { text: marked() });
  await post(asAgent, '/v2/tokens', { name: marked() });
  const named = [...marks].filter(([, place]) => /^(register|createUser|changeUser)\.name$/.test(place));
  return named.map(([word]) => ({ as: 'admin', path: `/settings/people?q=${word}` }));
}

/** What agents keep for themselves: views, macros, teams, webhooks. */
async function inSettings(
  { api }: World,
  { post, write, marked, note }: Writer,
  { asAgent }: Callers,
): Promise<Look[]> {
  const change = async (by: Api, path: string, first: object, then: object) => {
    const made = await post(by, path, first);
    return write(by, 'PATCH', `${path}/${made?._id}`, then);
  };
  const view = () => ({ name: marked(), query: `"${marked()}"` });
  const first = await post(asAgent, '/v2/views', view());
  const seen = await change(asAgent, '/v2/views', { name: 'x' }, view());
  const macro = () => ({
    name: marked(),
    body: marked(),
    actions: { status: 'resolved', resolution: marked(), addTags: [marked()], removeTags: [marked()] },
  });
  const macros = [macro(), macro()] as const;
  await post(asAgent, '/v2/macros', macros[0]);
  await change(asAgent, '/v2/macros', { name: 'x', body: 'x' }, macros[1]);
  await post(api.admin, '/v2/teams', { name: marked() });
  const team = await post(api.admin, '/v2/teams', { name: 'Antes' });
  await write(api.admin, 'PATCH', `/v2/teams/${team?._id}`, { name: marked() });

  const receiver = await startReceiver();
  const said = marked();
  receiver.answer = (response) => response.writeHead(500, { 'content-type': 'text/html' }).end(said);
  const heard = await post(asAgent, '/v2/webhooks', { url: `${receiver.url}?${marked().replaceAll(' ', '/')}` });
  await post(asAgent, `/v2/webhooks/${heard?._id}/test`, {});
  note('testWebhook, what its receiver answers', said);
  await receiver.stop();
  const url = () => `http://127.0.0.1:9/?${marked().replaceAll(' ', '/')}`;
  await change(asAgent, '/v2/webhooks', { url: 'http://127.0.0.1:9/x' }, { url: url() });
  return [
    { as: 'agent', path: `/settings/webhooks/${heard?._id}`, opens: 'li [aria-expanded="false"]', says: wordOf(said) },
    ...[first, seen].map((each): Look => ({ as: 'agent', path: `/desk?queue=${each?._id}` })),
    ...macros.map(
      ({ name, actions }): Look => ({
        as: 'agent',
        path: '/settings/macros',
        opens: `button:has-text("${wordOf(name)}")`,
        says: wordOf(actions.resolution),
      }),
    ),
  ];
}

/** Writes a marked text into every place that takes one; `names` are of files. Gives the pages that show them beside those of `pagesOf`. */
export async function plantEach(world: World, writer: Writer, callers: Callers, names: string[]): Promise<Look[]> {
  const looks = [
    ...(await inTickets(world, writer, callers)),
    ...(await inFiles(writer, callers, names)),
    ...(await inPeople(world, writer, callers)),
    ...(await inSettings(world, writer, callers)),
  ];
  // What follows from a ticket's events is told a moment later.
  await sleep(500);
  return looks;
}
