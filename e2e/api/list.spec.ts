import { expect, test } from '../fixtures';
import type { Api } from '../support/api';
import { expectRefusal, fileTicket, listNumbers, listTickets, reply, ticketsPath } from '../support/tickets';

/** Follows `page.next` to the end; `between` runs after each page. */
async function walk(
  api: Api,
  query: Record<string, string>,
  between: (page: number) => Promise<unknown> = async () => undefined,
) {
  const numbers: number[] = [];
  let cursor: string | null = null;
  let pages = 0;
  do {
    const answer = await listTickets(api, { ...query, ...(cursor && { cursor }) });
    expect(answer.status, answer.text).toBe(200);
    numbers.push(...answer.body.data.map((ticket) => ticket.number));
    cursor = answer.body.page.next;
    pages += 1;
    await between(pages);
  } while (cursor && pages < 100);
  return { numbers, pages };
}

function fileMany(api: Api, count: number, fields: object = {}) {
  return Promise.all(
    Array.from({ length: count }, (_, index) => fileTicket(api, { title: `Ticket ${index}`, ...fields })),
  );
}

test('a list has the documented envelope, and its items leave out their threads unless asked', async ({ api }) => {
  const file = { filename: 'a.txt', url: 'https://files.example/a.txt', size: 1, type: 'text/plain' };
  const ticket = await fileTicket(api.client, { tags: ['x'], attachments: [file] });
  const { threads, ...rest } = ticket;
  const answer = await listTickets(api.client);
  expect(Object.keys(answer.body)).toEqual(['success', 'data', 'page']);
  expect(answer.body).toEqual({ success: true, data: [rest], page: { limit: 25, next: null } });
  expect(Object.keys(answer.body.data[0] ?? {})).toEqual(Object.keys(rest));
  const whole = await listTickets(api.client, 'include=threads');
  expect(whole.body.data).toEqual([ticket]);
  expect(Object.keys(whole.body.data[0] ?? {})).toEqual(Object.keys(ticket));
  expect(threads).toHaveLength(1);
});

test('an empty list is a list', async ({ api }) => {
  expect((await listTickets(api.client)).body).toEqual({ success: true, data: [], page: { limit: 25, next: null } });
});

test('newest first, also when older tickets change', async ({ api }) => {
  const [first, second, third] = [
    await fileTicket(api.client),
    await fileTicket(api.client),
    await fileTicket(api.client),
  ];
  await reply(api.agent, first, 'Hola.');
  expect(await listNumbers(api.client, '')).toEqual([third.number, second.number, first.number]);
});

test('pages follow each other without gap or repetition', async ({ api }) => {
  const filed = (await fileMany(api.client, 10)).map((ticket) => ticket.number);
  for (const [limit, pages] of [
    ['1', 10],
    ['3', 4],
    ['5', 2],
    ['9', 2],
    ['10', 1],
    ['100', 1],
  ] as const) {
    const walked = await walk(api.client, { limit });
    expect(walked.pages, `pages of ${limit}`).toBe(pages);
    expect(walked.numbers.toSorted()).toEqual(filed.toSorted());
  }
  expect((await walk(api.client, { limit: '4' })).numbers).toEqual((await walk(api.client, { limit: '7' })).numbers);
});

test('paging stays right while tickets are created: what was there at the start comes once, what came later never', async ({
  api,
}) => {
  const filed = (await fileMany(api.client, 12)).map((ticket) => ticket.number);
  const { numbers } = await walk(api.client, { limit: '3' }, () => fileMany(api.client, 4));
  expect(numbers).toHaveLength(filed.length);
  expect(numbers.toSorted()).toEqual(filed.toSorted());
});

test('a page keeps its filters over the cursor', async ({ api }) => {
  const urgent = (await fileMany(api.client, 5, { priority: 'urgent' })).map((ticket) => ticket.number);
  await fileMany(api.client, 5, { priority: 'low' });
  const { numbers } = await walk(api.client, { limit: '2', priority: 'urgent' });
  expect(numbers.toSorted()).toEqual(urgent.toSorted());
});

test('a limit is a number from 1 to 100', async ({ api }) => {
  for (const limit of ['1', '25', '100'])
    expect((await listTickets(api.client, { limit })).body.page.limit).toBe(Number(limit));
  for (const limit of ['0', '101', '-1', '1.5', '1e1', 'x', '', ' 5', '٣', '999999999999', '0x10', '5,6']) {
    expectRefusal(await listTickets(api.client, { limit }), 400, 'INVALID_LIMIT');
  }
});

test('a cursor that is not ours is refused, however well it is made', async ({ api }) => {
  await fileMany(api.client, 2);
  const { next } = (await listTickets(api.client, { limit: '1' })).body.page;
  const forge = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const cursors = [
    '',
    'x',
    '%00',
    '....',
    next?.slice(0, -4) ?? '',
    'x'.repeat(5000),
    forge(null),
    forge([]),
    forge({}),
    forge(['x', 1, 'low']),
    forge([1.5, 1, 'low']),
    forge([1, 2 ** 40, 'low']),
    forge([1, 1, 'critical']),
    forge([1, null, 'low']),
    forge([2 ** 53, 1, 'low']),
    forge([Number.MAX_SAFE_INTEGER, 1, 'low']),
    forge([Number.MIN_SAFE_INTEGER, 1, 'low']),
    forge([8.64e15, 1, 'low']),
    forge([-8.64e15, 1, 'low']),
    forge([-1e15, 1, 'low']),
  ];
  for (const cursor of cursors) {
    for (const caller of [api.client, api.agent]) {
      expectRefusal(await listTickets(caller, { cursor }), 400, 'INVALID_CURSOR');
    }
  }
});

test('a cursor shows a reader only what they may see, whoever it was given to', async ({ api }) => {
  const mine = await fileTicket(api.client);
  await fileTicket(api.agent);
  await fileTicket(api.agent);
  const { next } = (await listTickets(api.agent, { limit: '1', client: 'me' })).body.page;
  expect(await listNumbers(api.client, { cursor: next ?? '' })).toEqual([mine.number]);
});

test('clients see their own tickets only, staff everybody’s', async ({ api, makePerson }) => {
  const other = api.as(await makePerson('client'));
  const [mine, theirs] = [await fileTicket(api.client), await fileTicket(other)];
  expect(await listNumbers(api.client, '')).toEqual([mine.number]);
  expect(await listNumbers(api.client, { client: theirs.client })).toEqual([]);
  expect(await listNumbers(api.agent, { client: `${mine.client},${theirs.client}` })).toEqual([
    theirs.number,
    mine.number,
  ]);
});

test('an unknown parameter is no filter', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  expect((await api.client.get<{ data: unknown[] }>(`${ticketsPath}?utm_source=x&__proto__=y`)).body.data).toHaveLength(
    1,
  );
  expect(await listNumbers(api.client, 'colour=red')).toEqual([ticket.number]);
});
