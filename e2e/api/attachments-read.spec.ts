// Longer than most: everything that reading a file can be asked, on the real server.
import { createHash, randomBytes } from 'node:crypto';
import { signPath } from '@/lib/platform/signed-link';
import { expect, test } from '../fixtures';
import { type Api, apiAt } from '../support/api';
import { type HeldFile, hold, scanned } from '../support/hold';
import { expectRefusal, fileTicket, pathOf, reply } from '../support/tickets';

interface Standing {
  data: {
    _id: string;
    url: string;
    state: string;
    thumbnail: string;
    width: number | null;
    link: { url: string } | null;
  };
}

const bytes = randomBytes(300_000);
const sha256 = createHash('sha256').update(bytes).digest('hex');

/** A file as somebody, or nobody, reads it: its bytes as they come. */
async function read(url: string, headers: Record<string, string> = {}, method = 'GET') {
  const answer = await fetch(url, { method, headers, redirect: 'manual' });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

const statusOf = async (api: Api, file: HeldFile) => (await api.get(file.path)).status;

test('a file is read by its uploader, then with its message, and to all others is not there', async ({
  api,
  makePerson,
}) => {
  const other = api.as(await makePerson('client'));
  const file = await hold(api.client, 'factura de mayo.pdf', '%PDF-1.4\n%%EOF\n');
  expect(file.link).toMatchObject({ filename: 'factura de mayo.pdf', type: 'application/pdf', size: 15 });
  for (const caller of [other, api.agent, api.admin])
    expectRefusal(await caller.get(file.path), 404, 'ATTACHMENT_NOT_FOUND');
  expect(await statusOf(api.client, file)).toBe(200);

  const ticket = await fileTicket(api.client, { attachments: [file.link] });
  expect(ticket.attachments).toEqual([file.link]);
  expect(await Promise.all([api.client, api.agent, api.admin].map((each) => statusOf(each, file)))).toEqual([
    200, 200, 200,
  ]);
  const refused = await other.get(file.path);
  expectRefusal(refused, 404, 'ATTACHMENT_NOT_FOUND');
  const madeUp = await other.get('/v2/attachments/attachment_01h455vb4pex5vsknk084sn02q/x.pdf');
  expect({ ...(refused.body as object), requestId: '' }).toEqual({ ...(madeUp.body as object), requestId: '' });
  const { data } = (await api.agent.get<Standing>(`/v2/attachments/${file.id}`)).body;
  expect(data).toMatchObject({ _id: file.id, url: file.link.url, state: 'ready' });

  const note = await hold(api.agent, 'para nosotros.txt', 'No se lo digas.');
  await reply(api.agent, ticket, 'Mira esto.', { internal: true, attachments: [note.link] });
  expect(await Promise.all([api.agent, api.admin].map((each) => statusOf(each, note)))).toEqual([200, 200]);
  expectRefusal(await api.client.get(note.path), 404, 'ATTACHMENT_NOT_FOUND');
  expectRefusal(await api.client.get(`/v2/attachments/${note.id}`), 404, 'ATTACHMENT_NOT_FOUND');
});

test('its address is its id and its name', async ({ api }) => {
  const file = await hold(api.client, 'año.txt', 'x');
  for (const name of ['ano.txt', 'AÑO.txt', 'año.txt%20', 'año', '%61%C3%B1o.txtx'])
    expectRefusal(await api.client.get(`/v2/attachments/${file.id}/${name}`), 404, 'ATTACHMENT_NOT_FOUND');
  // Otherwise written, it is the same name.
  expect((await api.client.get(`/v2/attachments/${file.id}/%61%c3%b1o.txt`)).text).toBe('x');
  for (const id of ['x', `${file.id}0`, file.id.toUpperCase(), 'attachment_%00'])
    expectRefusal(
      await api.client.get(`/v2/attachments/${id}/${encodeURIComponent(file.filename)}`),
      404,
      'ATTACHMENT_NOT_FOUND',
    );
});

test('it comes whole, and in parts, and says how long it is', async ({ api, client, deskUrl }) => {
  const file = await hold(api.client, 'datos.bin', bytes);
  const ask = (headers: Record<string, string> = {}, method?: string) =>
    read(deskUrl + file.path, { ...bearer(client.token), ...headers }, method);
  const whole = await ask();
  expect(createHash('sha256').update(whole.bytes).digest('hex')).toBe(sha256);
  const etag = `"${sha256}"`;
  const headers = {
    'content-length': '300000',
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="datos.bin"; filename*=UTF-8''datos.bin`,
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    etag,
  };
  expect(Object.fromEntries(whole.headers)).toMatchObject(headers);
  const head = await ask({}, 'HEAD');
  expect([head.status, head.bytes.length]).toEqual([200, 0]);
  expect(Object.fromEntries(head.headers)).toMatchObject(headers);

  for (const [range, start, end] of [
    ['bytes=0-0', 0, 0],
    ['bytes=1000-', 1000, 299_999],
    ['bytes=-7', 299_993, 299_999],
    ['bytes=299990-500000', 299_990, 299_999],
  ] as const) {
    const part = await ask({ range });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${start}-${end}/300000`]);
    expect(part.headers.get('content-length')).toBe(String(end - start + 1));
    expect(part.bytes.equals(bytes.subarray(start, end + 1)), range).toBe(true);
  }
  for (const range of ['bytes=300000-', 'bytes=-0']) {
    const refused = await api.client.get(file.path, { range });
    expectRefusal(refused, 416, 'RANGE_NOT_SATISFIABLE');
    expect(refused.headers.get('content-range')).toBe('bytes */300000');
  }
  for (const range of ['bytes=0-1,5-6', 'bytes=9-2', 'lines=1-2', 'bytes=x'])
    expect([(await ask({ range })).status, range]).toEqual([200, range]);
  expect((await ask({ range: 'bytes=0-9', 'if-range': etag })).status).toBe(206);
  expect((await ask({ range: 'bytes=0-9', 'if-range': '"other"' })).bytes.length).toBe(300_000);
  for (const method of ['GET', 'HEAD']) {
    const known = await ask({ 'if-none-match': `"x", ${etag}`, range: 'bytes=0-9' }, method);
    expect([known.status, known.bytes.length, known.headers.get('etag')]).toEqual([304, 0, etag]);
    expect(known.headers.get('content-length')).toBeNull();
  }
});

test('what may be shown is shown as what it is, and all else is a download', async ({ api, client, deskUrl }) => {
  const files: [string, Uint8Array | string, string, string][] = [
    ['a.txt', 'Hola', 'text/plain; charset=utf-8', 'inline'],
    ['a.csv', 'a,b\n1,2\n', 'text/plain; charset=utf-8', 'inline'],
    ['a.json', '{"a":1}', 'text/plain; charset=utf-8', 'inline'],
    ['a.pdf', '%PDF-1.7\n', 'application/pdf', 'attachment'],
    ['a.gif', 'GIF89a\x01\0\x01\0\0\0\0;', 'image/gif', 'inline'],
    ['a.png', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml', 'attachment'],
    ['a.pdf', '<!doctype html><p>Hola', 'text/html', 'attachment'],
    ['a.txt', '<?xml version="1.0"?><a/>', 'application/xml', 'attachment'],
    ['a.png', new Uint8Array([1, 2, 3, 0, 255]), 'application/octet-stream', 'attachment'],
    ['nada', '', 'text/plain; charset=utf-8', 'inline'],
  ];
  for (const [filename, content, type, shown] of files) {
    const { headers, bytes: sent } = await read(
      deskUrl + (await hold(api.client, filename, content)).path,
      bearer(client.token),
    );
    const said = [headers.get('content-type'), headers.get('content-disposition')?.split(';')[0]];
    expect(said, `${filename} ${content}`).toEqual([type, shown]);
    expect(sent.equals(typeof content === 'string' ? Buffer.from(content) : Buffer.from(content))).toBe(true);
    expect(headers.get('content-length')).toBe(String(sent.length));
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
  }
});

test('a browser that comes signed out is sent to sign in and back; a program, a picture and a page’s script are told', async ({
  api,
  deskUrl,
}) => {
  const file = await hold(api.client, 'año 1.txt', 'x');
  const url = deskUrl + file.path;
  const html: Record<string, string> = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
  const door = `/sign-in?callbackUrl=${encodeURIComponent(file.path)}`;
  const signedOut: Record<string, string>[] = [
    {},
    { 'sec-fetch-dest': 'document' },
    { cookie: 'next-auth.session-token=old' },
  ];
  for (const more of signedOut) {
    const { status, headers, bytes: body } = await read(url, { ...html, ...more });
    expect([status, headers.get('location'), headers.get('cache-control'), body.length]).toEqual([
      302,
      door,
      'private, no-store',
      0,
    ]);
  }
  const notNavigating: Record<string, string>[] = [
    { 'sec-fetch-dest': 'iframe' },
    { 'sec-fetch-dest': 'empty' },
    bearer('hilo_nothing'),
    { accept: '*/*' },
  ];
  for (const more of notNavigating)
    expectRefusal(await api.stranger.get(file.path, { ...html, ...more }), 401, 'UNAUTHORIZED');
  // Not theirs is not there, also in a browser.
  const cookie = { cookie: 'x=y' };
  expectRefusal(await api.agent.get(file.path, { ...html, ...cookie }), 404, 'ATTACHMENT_NOT_FOUND');
});

test.describe('a signed link', () => {
  test('lets anybody read the one file, for a quarter of an hour', async ({ api, deskUrl }) => {
    const file = await hold(api.client, 'plano ñ.bin', bytes);
    const { link } = (await api.client.get<Standing>(`/v2/attachments/${file.id}`)).body.data;
    const url = link?.url ?? '';
    expect(url).toMatch(new RegExp(`^${deskUrl}${file.path}\\?expires=\\d{10}&signature=[\\w-]{43}$`));
    expect((await read(url)).bytes.equals(bytes)).toBe(true);
    expect((await read(url, { range: 'bytes=5-9' })).bytes.equals(bytes.subarray(5, 10))).toBe(true);
    expect((await read(url, {}, 'HEAD')).headers.get('content-length')).toBe('300000');
    // It is for reading the file, and nothing else.
    const query = new URL(url).search;
    for (const [method, path] of [
      ['GET', `/v2/attachments/${file.id}${query}`],
      ['DELETE', `/v2/attachments/${file.id}${query}`],
      ['GET', `/v2/support-tickets${query}`],
    ] as const)
      expectRefusal(await api.stranger.send(method, path), 401, 'UNAUTHORIZED');
    expectRefusal(await api.stranger.send('DELETE', file.path + query), 405, 'METHOD_NOT_ALLOWED');
  });

  test('is no good when it is old, changed, or another’s', async ({ api, deskUrl }) => {
    const [file, other] = [await hold(api.client, 'a.txt', 'uno'), await hold(api.client, 'a.txt', 'dos')];
    const good = signPath(file.path).path;
    expect((await api.stranger.get(good)).text).toBe('uno');
    const query = good.slice(good.indexOf('?'));
    const bad = [
      signPath(file.path, 60, Date.now() - 120_000).path,
      other.path + query,
      file.path + query.replace(/expires=(\d+)/, (_, seconds) => `expires=${Number(seconds) + 60}`),
      `${file.path}${query}A`,
      file.path + query.replace(/signature=.*/, 'signature='),
      file.path + query.replace(/&signature=.*/, ''),
      file.path + query.replace(/expires=\d+&/, ''),
    ];
    for (const path of bad) {
      expectRefusal(await api.stranger.get(path), 403, 'LINK_EXPIRED');
      // It is the link that was shown, whoever shows it.
      expectRefusal(await api.client.get(path), 403, 'LINK_EXPIRED');
      const { status, headers } = await read(deskUrl + path, { accept: 'text/html' });
      expect([status, headers.get('location')]).toEqual([302, path.split('?')[0]]);
    }
  });

  test('is held back with its file, and ends with it', async ({ api }) => {
    const file = await hold(api.client, 'a.txt', 'x');
    const { path } = signPath(file.path);
    await scanned(file, 'pending');
    for (const answer of [await api.stranger.get(path), await api.client.get(file.path)]) {
      expectRefusal(answer, 409, 'ATTACHMENT_NOT_SCANNED');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    await scanned(file, 'infected');
    for (const answer of [await api.stranger.get(path), await api.client.get(file.path)])
      expectRefusal(answer, 403, 'ATTACHMENT_INFECTED');
    expectRefusal(await api.agent.get(file.path), 404, 'ATTACHMENT_NOT_FOUND');
    const { data } = (await api.client.get<Standing>(`/v2/attachments/${file.id}`)).body;
    expect(data).toMatchObject({ state: 'infected', link: null });
    expect((await api.client.send('DELETE', `/v2/attachments/${file.id}`)).status).toBe(204);
    expectRefusal(await api.stranger.get(path), 404, 'ATTACHMENT_NOT_FOUND');
  });
});

test('a file is deleted by its uploader as long as no message has it', async ({ api }) => {
  const file = await hold(api.client, 'a.txt', 'x');
  expectRefusal(await api.admin.send('DELETE', `/v2/attachments/${file.id}`), 404, 'ATTACHMENT_NOT_FOUND');
  const gone = await api.client.send('DELETE', `/v2/attachments/${file.id}`);
  expect([gone.status, gone.text]).toEqual([204, '']);
  expectRefusal(await api.client.get(file.path), 404, 'ATTACHMENT_NOT_FOUND');
  const kept = await hold(api.client, 'b.txt', 'y');
  const ticket = await fileTicket(api.client, { attachments: [kept.link] });
  expectRefusal(await api.client.send('DELETE', `/v2/attachments/${kept.id}`), 409, 'ATTACHMENT_IN_USE');
  expect((await api.client.get(kept.path)).text).toBe('y');
  expect((await api.client.get(pathOf(ticket))).body.data.attachments).toEqual([kept.link]);
});

test('a session reads what its owner may, and no other site’s page with it', async ({ api, client, deskUrl }) => {
  const file = await hold(api.client, 'a.txt', 'x');
  const browser = await api.asBrowserOf(client);
  const answer = await browser.get(file.path);
  expect([answer.text, answer.headers.get('cross-origin-resource-policy')]).toEqual(['x', 'same-origin']);
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  expect((await apiAt(deskUrl, { cookie: 'next-auth.session-token=x' }).get(file.path)).status).toBe(401);
});
