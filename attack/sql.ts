import { type Api, apiAt } from '@/e2e/support/api';
import { type Operation, operationsOf, readDocument } from '@/e2e/support/document';
import type { Person } from '@/e2e/support/people';
import { aDelivery } from '@/e2e/support/plans';
import { change, fileTicket, reply } from '@/e2e/support/tickets';
import { toPublicId } from '@/lib/platform/ids';
import type { Arena, Attack, Outcome } from './attack';
import { browserOf } from './attackers';
import { type Asker, type Known, type Params, type Question, questionsOf, words } from './sql-questions';

interface Row {
  id: string;
  number: number;
  status: string;
  priority: string;
  category: string;
  tags: string[];
  client: string;
  assignee: string | null;
  created: Date;
}

interface Listed {
  _id: string;
  client: string;
}

/** The stage: tickets of two clients, with words that the other must never read. */
interface Stage extends Known {
  rows: Row[];
  mine: Person;
  /** Stands only in what the client must not see: notes, the other client's tickets and name. */
  secret: string;
}

async function setStage({ world, database, isQuick }: Arena): Promise<Stage> {
  const { api, makePerson } = world;
  const secret = `zq${crypto.randomUUID().replaceAll('-', '')}`;
  const mine = await makePerson('client');
  const other = await makePerson('client', { name: `Otra ${secret}` });
  const [asMine, asOther] = [api.as(mine), api.as(other)];
  await api.admin.post('/v2/fields', { key: 'region', label: 'Región', kind: 'text', forClients: true });
  for (let at = 0; at < 12; at++) {
    const ticket = await fileTicket(asMine, {
      title: `${words[at % words.length]} ${at}`,
      description: `${words[(at * 5) % words.length]} de la tarjeta`,
      priority: ['low', 'medium', 'high', 'urgent'][at % 4],
      category: ['billing', 'technical', 'general'][at % 3],
      tags: [`t${at % 3}`, 'a b'],
    });
    await reply(api.agent, ticket, `Nota ${secret} verificación`, { internal: true });
    if (at % 3 === 0) await change(api.agent, ticket, { status: 'resolved', resolution: 'Ya.' });
    await fileTicket(asOther, {
      title: `verificación pago ${secret}`,
      description: secret,
      tags: ['t1', secret.slice(0, 40)],
    });
  }
  // Enough that a plan without an index would be felt.
  await database.query(
    `INSERT INTO tickets (id, title, description, priority, category, client_id, tags, created_at, updated_at, staff_updated_at)
     SELECT gen_random_uuid(), 'verificación pago ' || i, 'tarjeta invoice error ' || md5(i::text) || ' ' || $3, 'low', 'general',
       u.id, ARRAY['t' || i % 50], now() - make_interval(mins => i), now(), now()
     FROM generate_series(1, $1::int) i, users u WHERE u.email = $2`,
    [isQuick ? 500 : 20_000, other.email, secret],
  );
  await database.query('ANALYZE');
  const { rows } = await database.query<Row>(
    `SELECT id, number, status, priority, category, tags, client_id AS client, assigned_to_id AS assignee, created_at AS created
     FROM tickets ORDER BY created_at DESC, id DESC`,
  );
  const pages = await Promise.all(
    [api.agent, asOther].map((by) => by.get<{ page: { next: string } }>('/v2/support-tickets?limit=3')),
  );
  const ids = [
    ...rows.slice(0, 20).map(({ id }) => toPublicId('support_ticket', id)),
    toPublicId('client', mine.userId),
    toPublicId('client', other.userId),
    toPublicId('agent', world.agent.userId),
  ];
  const { id: webhook } = await aDelivery(world);
  return { rows, mine, ids, webhook, cursors: pages.map(({ body }) => body.page.next), secret };
}

/** What a naive reading of the table gives for filters that are simply compared. */
function naively(rows: Row[], { status, priority, category, tag }: Params): string[] {
  const isIn = (wanted: string | undefined, value: string) => wanted === undefined || wanted.split(',').includes(value);
  const tags = tag?.split(',');
  return rows
    .filter((row) => isIn(status, row.status) && isIn(priority, row.priority) && isIn(category, row.category))
    .filter((row) => !tags || row.tags.some((each) => tags.includes(each)))
    .map(({ id }) => toPublicId('support_ticket', id));
}

const simple = new Set(['status', 'priority', 'category', 'tag', 'limit']);

/** What is wrong with an answer, in words. */
function wrongWith(
  { path, as, query }: Question,
  status: number,
  text: string,
  stage: Stage,
  own: Set<string>,
): string[] {
  if (status >= 500) return [`answered ${status}`];
  const wrong: string[] = [];
  const isClient = as === 'client' || as === 'browser';
  if (isClient && text.includes(stage.secret)) wrong.push('told a client what is not theirs');
  if (status !== 200 || as === 'browser') return wrong;
  const all = new Set(stage.rows.map(({ id }) => toPublicId('support_ticket', id)));
  const named = [...text.matchAll(/"(support_ticket_[0-9a-z]{26})"/g)].map(([, id]) => id ?? '');
  const allowed = isClient ? own : all;
  // A made-up id that the question itself says is told back by what explains the question.
  const isEcho = (id: string) => !all.has(id) && Object.values(query).some((value) => value.includes(id));
  if (named.some((id) => !allowed.has(id) && !isEcho(id))) wrong.push('told of a ticket that is not theirs to see');
  if (path === '/v2/support-tickets' && Object.keys(query).every((name) => simple.has(name)) && query.limit === '100') {
    const { data } = JSON.parse(text) as { data: Listed[] };
    const rows = as === 'client' ? stage.rows.filter(({ client }) => client === stage.mine.userId) : stage.rows;
    const right = naively(rows, query).slice(0, 100);
    if (data.map(({ _id }) => _id).join() !== right.join()) wrong.push('another list than the filters say');
  }
  return wrong;
}

/** A tool's question stands in the body, and all that it may find is its answer. */
function ask(api: Api, { path, query }: Question, address: string) {
  if (path !== '/mcp') return api.get<unknown>(address);
  const params = { name: 'search_tickets', arguments: query };
  const accept = 'application/json, text/event-stream';
  return api.post<unknown>(path, { jsonrpc: '2.0', id: 1, method: 'tools/call', params }, { accept });
}

/** What is asked elsewhere: a stream has no end, and what it takes is the feed's; a file's query is its signature. */
const elsewhere = new Set(['streamEvents', 'downloadAttachment']);

/** Routes of the document that read by a query and that no question is for. */
function notAsked(operations: Operation[], questions: Question[]): string[] {
  const paths = new Set(questions.map(({ path }) => path.replaceAll(/\/[a-z_]+_[0-9a-z]{26}(?=\/|$)/g, '/{id}')));
  return operations
    .filter(({ method, parameters = [] }) => method === 'GET' && parameters.some((each) => each.in === 'query'))
    .filter(({ path, operationId }) => !paths.has(path) && !elsewhere.has(operationId))
    .map(({ path }) => `nothing asks ${path}`);
}

/** Asks everything that takes a query anyhow, and holds the answers against what a naive query gives. */
export async function attackBySql(arena: Arena, { seed, count }: { seed: number; count: number }): Promise<Outcome> {
  const stage = await setStage(arena);
  const { api, agent } = arena.world;
  const by: Record<Asker, Api> = {
    client: api.as(stage.mine),
    agent: api.as(agent),
    admin: api.admin,
    browser: apiAt(arena.desk.url, await browserOf(stage.mine, arena.desk.url)),
  };
  const own = new Set(
    stage.rows.filter(({ client }) => client === stage.mine.userId).map(({ id }) => toPublicId('support_ticket', id)),
  );
  const questions = questionsOf(stage, seed, count);
  const findings = notAsked(operationsOf(await readDocument(api.stranger)), questions);
  const answered = new Set<string>();
  const slowest: { ms: number; what: string }[] = [];
  const statuses: Record<string, number> = {};
  let found = 0;
  let next = 0;
  const lane = async () => {
    for (let question = questions[next++]; question; question = questions[next++]) {
      const { path, as, query } = question;
      // A lone surrogate cannot stand in an address: it goes as what stands for it.
      const wellFormed = Object.entries(query).map(([name, value]) => [name, value.toWellFormed()]);
      const address = `${path}?${new URLSearchParams(wellFormed)}`;
      if (address.length > 12_000) continue;
      const since = performance.now();
      const answer = await ask(by[as], question, address).catch((error: unknown) => {
        // To be sent on to an address of this length, escaped once more, is more than this client reads.
        if (error instanceof Error && String(error.cause).startsWith('HeadersOverflowError')) return undefined;
        throw error;
      });
      if (!answer) continue;
      const { status, text } = answer;
      slowest.push({ ms: Math.round(performance.now() - since), what: `${as} ${address.slice(0, 300)}` });
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status === 200 && !text.includes('"isError":true')) answered.add(`${path} as ${as}`);
      if (status === 200 && /"support_ticket_|\/tickets\/\d/.test(text)) found += 1;
      for (const what of wrongWith(question, status, text, stage, own))
        findings.push(`${what}: as ${as}, curl '${address}' → ${text.slice(0, 200)}`);
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  slowest.sort((a, b) => b.ms - a.ms).splice(10);
  // Tests that find nothing prove nothing.
  for (const each of new Set(questions.map(({ path, as }) => `${path} as ${as}`)))
    if (!answered.has(each)) findings.push(`${each} never answered a question`);
  if (found < questions.length / 20) findings.push(`only ${found} of ${questions.length} questions found a ticket`);
  const saw = `seed ${seed}: ${JSON.stringify(statuses)}, ${found} found tickets; slowest ${slowest[0]?.ms} ms`;
  return { tried: questions.length, findings: findings.slice(0, 50), saw, figures: { seed, statuses, found, slowest } };
}

export const sqlAttack: Attack = {
  name: 'sql',
  what: 'queries, searches and cursors of any kind, against what a naive query gives',
  run: (arena, { seed = arena.isQuick ? 1 : Date.now() % 2 ** 31 } = {}) =>
    attackBySql(arena, { seed, count: arena.isQuick ? 25 : 600 }),
};
