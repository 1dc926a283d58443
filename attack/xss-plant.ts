// Longer than most: every field that people write into, beside each other.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '@/e2e/support/api';
import type { Person } from '@/e2e/support/people';
import type { World } from '@/e2e/support/plan';
import { toPublicId } from '@/lib/platform/ids';
import type { Payload } from './xss-corpus';

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
}

interface Made {
  _id: string;
  number: number;
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
export async function plant({ api, admin, makePerson }: World, corpus: readonly Payload[], thin = 1): Promise<Planted> {
  const texts = corpus.map(({ text }) => text);
  const some = (share: number) => texts.filter((_, at) => at % (share * thin) === 0);
  const refused: Record<string, number> = {};
  let taken = 0;
  const write = async (by: Api, method: string, path: string, body: object): Promise<Made | undefined> => {
    let answer = await by.send<{ data: Made; message: string }>(method, path, { body });
    // Of many writes at once to one ticket the last may be told to come again.
    for (let again = 0; answer.status === 503 && again < 3; again++) {
      await sleep(1000 * Number(answer.headers.get('retry-after') ?? 1));
      answer = await by.send(method, path, { body });
    }
    if (answer.status >= 500) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(body)}`);
    if (answer.status < 300) taken += 1;
    else refused[answer.body.message] = (refused[answer.body.message] ?? 0) + 1;
    return answer.status < 300 ? answer.body.data : undefined;
  };
  const post = (by: Api, path: string, body: object) => write(by, 'POST', path, body);

  const agentName = '<img src=x onerror=__xss(-1)>"\'</script><script>__xss(-1)</script>';
  const agent = await makePerson('agent', { name: agentName });
  const client = await makePerson('client', { name: '"><svg onload=__xss(-2)>{{7*7}}\u202e' });
  const [asAgent, asClient] = [api.as(agent), api.as(client)];
  const clientId = toPublicId('client', client.userId);

  const keys = await each(some(12).slice(0, 12), async (text, at) => {
    const kind = at % 2 === 0 ? 'text' : 'choice';
    const choices = kind === 'choice' ? some(9).map((each) => line(each, 80)) : undefined;
    const body = {
      key: `xss_${at}`,
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
  await write(asAgent, 'PUT', `${path}/draft`, {
    reply: texts.join('\n\n').slice(0, 19_000),
    note: texts[3],
    revision: 0,
  });

  const first = await post(asClient, tickets, { ...whole, title: 'Con resolución' });
  await write(asAgent, 'PATCH', `${tickets}/${first?._id}`, {
    status: 'resolved',
    resolution: texts.join('\n\n').slice(0, 60_000),
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
      actions: { addTags: [line(text, 50)] },
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
  await each(some(1), (text) => post(asAgent, `/v2/clients/${clientId}/notes`, { text }));
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
  return { numbers, thread: thread?.number ?? 0, clientId, webhookId, agent, client, taken, refused };
}
