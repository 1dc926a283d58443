import { operationsOf, readDocument } from '@/e2e/support/document';
import { makeWorld } from './arena';
import type { Arena, Attack } from './attack';
import { browserOf } from './attackers';
import { plainOf, wordsApart } from './compare';
import { builtPaths, openPages } from './pages';
import { ask, onWire } from './raw';
import { hideSecrets, type Secrets } from './secrets';
import { stateTricks } from './state-tree';
import { elsewheres, evil, headerTricks, pathTricks, smuggled, targets } from './tricks';

interface Target {
  path: string;
  /** Among the sources of a page. */
  source?: string;
}

type Reader = { name: string; headers: Record<string, string> };

/** Every page that is not anybody's, and every path that the API reads from, with the victims' ids in them. */
export async function targetsOf({ world, dist }: Arena, { named, ticket, file }: Secrets): Promise<Target[]> {
  const pages = builtPaths(dist)
    .filter(({ isPage, pathname }) => isPage && !openPages.has(pathname))
    .map(({ pathname, source }) => ({
      path: pathname
        .replace('webhooks/[id]', `webhooks/${named.webhook}`)
        .replace(/\[(\w+)\]/, (_, name: string) => named[name] ?? name),
      source,
    }));
  const ids: Record<string, string> = {
    'support-tickets': ticket,
    attachments: file.id,
    clients: named.id ?? '',
    webhooks: named.webhook ?? '',
  };
  const reads = operationsOf(await readDocument(world.api.stranger)).filter(
    // The stream goes on; the bulk jobs and single deliveries have an attack of their own (attack/access.ts).
    ({ method, path, security }) =>
      method === 'GET' && security.length > 0 && path !== '/v2/events' && !/bulk\/|\{delivery\}/.test(path),
  );
  const routes = reads.map(({ path }) => ({
    path: path
      .replace('{number}', named.number ?? '')
      .replace('{filename}', file.filename)
      .replace('{id}', ids[path.split('/')[2] ?? ''] ?? 'x'),
  }));
  return [...pages, ...routes];
}

/** What is wrong with an answer, whatever was asked. */
function wrongWith(
  answer: Awaited<ReturnType<typeof ask>>,
  { word }: Secrets,
  deskUrl: string,
  asked: string,
): string[] {
  if (!answer) return ['is not answered'];
  const { status, headers, text } = answer;
  const wrong: string[] = [];
  if (status >= 500) wrong.push(`is answered ${status}`);
  if (text.includes(word) || JSON.stringify([...headers]).includes(word)) wrong.push(`shows the secret (${status})`);
  const location = headers.get('location');
  if (location !== null) {
    const at = URL.canParse(location, deskUrl) ? new URL(location, deskUrl).origin : 'nowhere';
    if (at !== new URL(deskUrl).origin) wrong.push(`leads to ${location}`);
  }
  if (headers.get('set-cookie')?.includes('session-token=') && !/session-token=;/.test(headers.get('set-cookie') ?? ''))
    wrong.push(`sets ${headers.get('set-cookie')}`);
  const cache = headers.get('cache-control') ?? '';
  if (status < 400 && /public|s-maxage/.test(cache) && !/^\/(_next\/static|docs\/viewer|pdf-viewer)/.test(asked))
    wrong.push(`may be kept by caches: ${cache}`);
  // Where the word stands in what was asked it may be said back as text, but in no address.
  if (new RegExp(`(href|src|action)=["'](https?:)?//[^"']*${evil}|https?://${evil}[^"']*/(api|v2|_next)/`).test(text))
    wrong.push('holds an address of somebody else');
  return wrong;
}

/**
 * How an answer differs now and a little later too: React gives a page's pieces now in one order and now in another, and what a
 * busy machine had to send later stands beside what stood in its place.
 */
async function lastingChange(before: string, now: () => Promise<string>): Promise<string | undefined> {
  let change: string | undefined;
  for (let tries = 0; tries < 5; tries += 1) {
    change = wordsApart(await now(), before);
    if (!change) return undefined;
  }
  return change;
}

/** Pages and routes, asked for in every way but the plain one, by a stranger and by a client who has no part in them. */
export async function attackHeaders(arena: Arena) {
  const { world, desk, isQuick, say } = arena;
  const findings = new Set<string>();
  const statuses = new Map<number, number>();
  let tried = 0;
  const secrets = await hideSecrets(await makeWorld(desk.url));
  const all = await targetsOf(arena, secrets);
  const readers: Reader[] = [
    { name: 'nobody', headers: {} },
    { name: 'another client', headers: await browserOf(world.client, desk.url) },
  ];
  const owner = await browserOf(world.admin, desk.url);

  const judge = async (what: string, request: Parameters<typeof ask>[1]) => {
    const answer = await ask(desk.url, request);
    tried += 1;
    statuses.set(answer?.status ?? 0, (statuses.get(answer?.status ?? 0) ?? 0) + 1);
    for (const wrong of wrongWith(answer, secrets, desk.url, request.path)) findings.add(`${what} ${wrong}`);
    return answer;
  };

  // Whoever may see it does see it, or nothing would be proved.
  const shown = new Set<string>();
  for (const { path } of all)
    if ((await ask(desk.url, { path, headers: { ...owner, accept: 'text/html' } }))?.text.includes(secrets.word))
      shown.add(path);
  if (shown.size < 15)
    findings.add(`only ${shown.size} of ${all.length} addresses show an admin the secret: too few to prove anything`);
  say(`${all.length} addresses, ${shown.size} of which show an admin the secret`);

  const few = new Set(all.filter(({ path }, index) => shown.has(path) && index % 6 === 0).map(({ path }) => path));
  for (const { path, source } of all) {
    if (isQuick && !few.has(path)) continue;
    for (const reader of readers) {
      const plain = (headers = {}) =>
        ask(desk.url, { path, headers: { accept: 'text/html', ...reader.headers, ...headers } });
      const before = await plain();
      const by = `${path.replace(/_[0-9a-z]{26}/, '_…')} by ${reader.name}`;
      for (const [name, headers] of [...headerTricks('/sign-in'), ...stateTricks(source, path)]) {
        const mixed = {
          accept: 'text/html',
          ...reader.headers,
          ...headers,
          ...(headers.cookie && { cookie: [reader.headers.cookie, headers.cookie].join('; ') }),
        };
        const answer = await judge(`${by} with ${name}`, { path, headers: mixed });
        // A page in whole is for whoever it is for; a piece of one to be put into a page that is there already names where to go instead.
        if (reader.name === 'nobody' && answer && answer.status < 300 && !/NEXT_REDIRECT|\/sign-in/.test(answer.text))
          findings.add(`${by} with ${name} is answered ${answer.status}`);
      }
      for (const each of pathTricks(path))
        await judge(`${each.slice(0, 120)} by ${reader.name}`, {
          path: each,
          headers: { accept: 'text/html', ...reader.headers },
        });
      if (before) {
        const told = await lastingChange(plainOf(before), async () => plainOf((await plain()) ?? before));
        if (told) findings.add(`${by} is answered otherwise after the tricks than before: ${told}`);
      }
    }
  }
  await tryActions(arena, judge, readers);
  await tryElsewheres(judge, isQuick ? readers.slice(0, 1) : readers);
  tried += await tryWire(desk.url, secrets, findings);
  const said = [...statuses].toSorted(([a], [b]) => a - b).map(([status, count]) => `${count} × ${status}`);
  return {
    tried,
    findings: [...findings],
    saw: `${all.length} addresses, ${shown.size} with the secret; ${said.join(', ')}`,
  };
}

type Judge = (what: string, request: Parameters<typeof ask>[1]) => Promise<unknown>;

/** Pages posted to, as server actions are: there are none. */
async function tryActions(arena: Arena, judge: Judge, readers: Reader[]): Promise<void> {
  const all = builtPaths(arena.dist).filter(({ isPage, pathname }) => isPage && !pathname.includes('['));
  const pages = all.filter((_, index) => !arena.isQuick || index % 5 === 0);
  for (const { pathname } of pages)
    for (const { name, headers } of readers)
      for (const type of [
        'text/plain;charset=UTF-8',
        'multipart/form-data; boundary=x',
        'application/x-www-form-urlencoded',
      ])
        for (const action of ['a'.repeat(42), '0'.repeat(40), 'constructor', '../../x'])
          await judge(`POST ${pathname} as action ${action} in ${type} by ${name}`, {
            method: 'POST',
            path: pathname,
            headers: { ...headers, 'next-action': action, 'content-type': type, 'content-length': '0' },
          });
}

/** Being sent elsewhere after signing in, or out. */
async function tryElsewheres(judge: Judge, readers: Reader[]): Promise<void> {
  const places = [
    '/sign-in?callbackUrl=',
    '/register?callbackUrl=',
    '/api/auth/signin?callbackUrl=',
    '/api/auth/signin/credentials?callbackUrl=',
    '/api/auth/signout?callbackUrl=',
    '/api/auth/error?error=',
    '/api/auth/callback/credentials?callbackUrl=',
    '/?callbackUrl=',
  ];
  for (const place of places)
    for (const elsewhere of elsewheres)
      for (const { name, headers } of readers)
        await judge(`${place}${JSON.stringify(elsewhere)} by ${name}`, {
          path: place + encodeURIComponent(elsewhere),
          headers: {
            accept: 'text/html',
            ...headers,
            cookie: [headers.cookie, `next-auth.callback-url=${encodeURIComponent(elsewhere)}`]
              .filter(Boolean)
              .join('; '),
          },
        });
}

/** What no library would send: answered once or refused, and never by what was hidden in it. */
async function tryWire(deskUrl: string, { word }: Secrets, findings: Set<string>): Promise<number> {
  const { host } = new URL(deskUrl);
  for (const [name, bytes] of smuggled(host)) {
    const text = await onWire(deskUrl, bytes);
    const answers = text.match(/^HTTP\/1\.1 \d{3}/gm) ?? [];
    if (answers.length > 1) findings.add(`${name} is answered ${answers.length} times: ${answers.join(', ')}`);
    if (/^HTTP\/1\.1 [25]/m.test(text)) findings.add(`${name} is answered ${answers[0]}`);
  }
  const all = targets(host);
  for (const [name, bytes] of all) {
    const text = await onWire(deskUrl, bytes);
    if (/^HTTP\/1\.1 (5|101)/m.test(text)) findings.add(`${name} is answered ${text.slice(0, 40)}`);
    if (text.includes(word) || new RegExp(`^location:.*//${evil}`, 'im').test(text))
      findings.add(`${name} shows or leads too far: ${text.slice(0, 200)}`);
    if (/X-Secret: abc/i.test(text)) findings.add(`${name} echoes the request`);
  }
  return smuggled(host).length + all.length;
}

export const headers: Attack = {
  name: 'headers',
  what: 'headers, paths, the wire',
  // Nobody in front: what a proxy would say is hearsay.
  env: { HILO_TRUST_PROXY: '0' },
  run: attackHeaders,
};
