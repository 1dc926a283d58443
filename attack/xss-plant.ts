// Longer than most: every field that people write into, beside each other.
import { operationsOf, readDocument } from '@/e2e/support/document';
import type { Person } from '@/e2e/support/people';
import type { World } from '@/e2e/support/plan';
import { toPublicId } from '@/lib/platform/ids';
import type { Payload } from './xss-corpus';
import { plantEach } from './xss-each';
import { freeTexts, neverShown, shownAtTimes } from './xss-fields';
import type { Look } from './xss-watch';
import { openWriter } from './xss-writer';

/** What was planted, and where it is to be seen. */
export interface Planted {
  /** Numbers of tickets, one of each payload, in the corpus's order: title, description, tag, file and a field say it. */
  numbers: number[];
  /** A ticket whose thread is the whole corpus: replies of both sides and notes. */
  thread: number;
  /** The client about whom notes were written, and a webhook's public id. */
  clientId: string;
  webhookId: string;
  /** An agent whose name means harm; the desk is walked as them. */
  agent: Person;
  client: Person;
  /** How many writes were taken, and how many refused, by their codes. */
  taken: number;
  refused: Record<string, number>;
  /** Pages that show what was planted place by place, and what was planted where, by its word. */
  looks: Look[];
  marks: Map<string, string>;
  /** Places that take a text by the API's document and got none, and exceptions that are none any more. */
  amiss: string[];
}

const tickets = '/v2/support-tickets';

/** What fits into one line of so many characters, as a person would have to cut it. */
export const line = (text: string, most: number) => [...text.replace(/\p{Cc}/gu, ' ')].slice(0, most).join('');

/** Runs a list's work a few at a time, in order. */
async function each<T, R>(list: readonly T[], work: (item: T, at: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < list.length; at = next++) results[at] = await work(list[at] as T, at);
  };
  await Promise.all(Array.from({ length: 6 }, lane));
  return results;
}

/**
 * Writes the corpus into every field that takes text, through the API, as whoever may. `thin` is how many of it make one: the
 * thread and the draft hold all of it all the same.
 */
export async function plant(world: World, corpus: readonly Payload[], thin = 1): Promise<Planted> {
  const { api, admin, makePerson } = world;
  const texts = corpus.map(({ text }) => text);
  const some = (share: number) => texts.filter((_, at) => at % (share * thin) === 0);
  const operations = operationsOf(await readDocument(api.stranger));
  const writer = openWriter(operations);
  const { write, post, told } = writer;

  const agentName = '<img src=x onerror=__xss(-1)>"\'</script><script>__xss(-1)</script>';
  const agent = await makePerson('agent', { name: agentName });
  const client = await makePerson('client', { name: '"><svg onload=__xss(-2)>{{7*7}}\u202e' });
  const [asAgent, asClient] = [api.as(agent), api.as(client)];
  const clientId = toPublicId('client', client.userId);

  const keys = await each(some(12).slice(0, 12), async (text, at) => {
    const kind = at % 2 === 0 ? 'text' : 'choice';
    const choices = kind === 'choice' ? some(9).map((each) => line(each, 80)) : undefined;
    const body = {
      key: `xss_${writer.run}_${at}`,
      label: line(text, 80),
      kind,
      forClients: at % 3 !== 0,
      ...(choices && { choices }),
    };
    return (await post(api.admin, '/v2/fields', body)) && { key: body.key, choices };
  });
  const fieldsOf = (text: string, at: number) =>
    Object.fromEntries(
      keys
        .filter((key) => key !== undefined)
        .map(({ key, choices }) => [key, choices ? (choices[at % choices.length] ?? '') : line(text, 500)]),
    );

  await each(some(1), async (text, at) => {
    const name = line(text, 200);
    const email = `xss-${at}-${crypto.randomUUID().slice(0, 8)}@test.example`;
    if (at % 3 === 0) await post(api.admin, '/v2/users', { name, email, role: at % 2 === 0 ? 'agent' : 'client' });
  });
  const numbers = await each(texts, async (text, at) => {
    if (at % thin !== 0) return 0;
    const body = {
      title: line(text, 200),
      description: text,
      priority: at % 5 === 0 ? 'urgent' : 'low',
      category: 'technical',
      tags: [line(text, 50), line(texts[(at + 1) % texts.length] ?? '', 50)],
      attachments: [
        {
          filename: line(text, 200).replace(/[/\\]/g, '∕'),
          url: `https://files.example/?${text.replace(/[\s\p{Cc}]/gu, '+')}`,
          size: at,
          type: 'image/svg+xml',
        },
      ],
    };
    // What the whole of cannot be taken is tried without its files.
    const made = (await post(asClient, tickets, body)) ?? (await post(asClient, tickets, { ...body, attachments: [] }));
    if (made) await write(asAgent, 'PATCH', `${tickets}/${made._id}`, { fields: fieldsOf(text, at) });
    return made?.number ?? 0;
  });
  // Addresses that are scripts themselves are no files.
  await each(
    texts.filter((text) => /^\s*(javascript|data|vbscript):/i.test(text)),
    (url) =>
      post(asClient, tickets, {
        title: 'x',
        description: 'x',
        priority: 'low',
        category: 'technical',
        attachments: [{ filename: 'a', url, size: 1, type: 'a/b' }],
      }),
  );

  const whole = { title: 'Todo junto', description: 'Todo junto', priority: 'high', category: 'technical' };
  const thread = await post(asClient, tickets, whole);
  const path = `${tickets}/${thread?._id}`;
  for (const [at, message] of texts.entries())
    await post(at % 3 === 0 ? asClient : asAgent, `${path}/threads`, {
      message,
      ...(at % 3 === 1 && { internal: true }),
    });
  await write(asAgent, 'PATCH', path, { assignedTo: 'me' });
  const first = await post(asClient, tickets, { ...whole, title: 'Con resolución' });
  const all = texts.join('\n\n').slice(0, 60_000);
  await write(asAgent, 'PUT', `${tickets}/${first?._id}/draft`, { message: all, revision: 1 });
  await post(asAgent, `${tickets}/${first?._id}/outbox`, { message: all, delay: 60 });
  await write(asAgent, 'PATCH', `${tickets}/${first?._id}`, {
    status: 'resolved',
    resolution: all,
  });
  await write(asClient, 'PUT', `${tickets}/${first?._id}/rating`, {
    good: false,
    comment: texts.join(' ').slice(0, 4900),
  });
  await post(asAgent, `${path}/links`, { kind: 'blocks', ticket: numbers[0] });
  await post(asAgent, `${path}/links`, { kind: 'relates', ticket: numbers[24] });

  await each(some(1), (text, at) =>
    post(asAgent, '/v2/macros', {
      name: line(text, 80),
      body: text,
      shared: at % 2 === 0,
      actions: {
        addTags: [line(text, 50)],
        ...(at % 2 === 0 && !text.includes('{{') && { status: 'resolved', resolution: text }),
      },
    }),
  );
  await each(some(3).slice(0, 90), (text) =>
    post(asAgent, '/v2/views', {
      name: line(text, 80),
      query: `"${line(text, 80).replaceAll('"', ' ')}"`,
      shared: true,
    }),
  );
  await each(some(6), (text) =>
    post(api.admin, '/v2/teams', { name: line(text, 80), members: [toPublicId('agent', agent.userId)] }),
  );
  await each(some(2), (text) =>
    post(api.admin, '/v2/tokens', { name: line(text, 100), user: toPublicId('agent', agent.userId) }),
  );
  // More than may be kept about one.
  const noted = [clientId, toPublicId('client', (await makePerson('client')).userId)];
  await each(some(1), (text, at) => post(asAgent, `/v2/clients/${noted[at % 2]}/notes`, { text }));
  const hooks = await each(some(13), (text) =>
    post(asAgent, '/v2/webhooks', {
      url: `http://127.0.0.1:9/${encodeURI(line(text, 200).toWellFormed())}?${line(text, 200).replace(/\s/g, '+')}`,
    }),
  );
  const webhookId = hooks.find((hook) => hook)?._id ?? '';
  await post(asAgent, `/v2/webhooks/${webhookId}/test`, {});
  for (const text of some(24))
    await post(asAgent, '/v2/bulk', { tickets: [first?._id], change: { addTags: [line(text, 50)] } });
  const mention = `@${agentName} ${texts[0]}`;
  await post(api.as(admin), `${path}/threads`, { message: mention, internal: true });
  const names = some(thin > 1 ? 8 : 1).map((text) => line(text, 200).toWellFormed());
  const looks = await plantEach(world, writer, { asClient, asAgent, clientId }, names);
  looks.push({ as: 'agent', path: `/desk/tickets/${first?.number}?queue=all` });
  looks.push({ as: 'client', path: `/tickets/${first?.number}` });
  looks.push({ as: 'agent', path: `/desk/clients/${noted[1]}` });
  const places = freeTexts(operations);
  const amiss = [
    ...places
      .filter((place) => !writer.planted.has(place) && !(place in neverShown))
      .map((place) => `nothing is planted in ${place}: attack/xss-each.ts`),
    ...Object.keys(shownAtTimes)
      .filter((place) => !writer.planted.has(place))
      .map((place) => `${place} may be shown, and nothing is planted there: attack/xss-fields.ts`),
    ...Object.keys(neverShown)
      .filter((place) => !places.includes(place) || writer.planted.has(place))
      .map((place) => `${place} is an exception no more: attack/xss-fields.ts`),
  ];
  const { marks } = writer;
  return {
    ...{ numbers, thread: thread?.number ?? 0, clientId, webhookId, agent, client },
    ...{ taken: told.taken, refused: told.refused, looks, marks, amiss },
  };
}
