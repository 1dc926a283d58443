import { expect, test } from '../fixtures';
import { readChanges } from '../support/events';
import { fileTicket, reply } from '../support/tickets';

test('a browser reads it with its session', async ({ api, asClient }) => {
  await asClient.goto('/tickets');
  await asClient.evaluate(() => {
    const heard: string[] = [];
    const source = new EventSource('/v2/events');
    for (const type of ['ticket.created', 'ticket.replied'])
      source.addEventListener(type, (event) => heard.push(`${type} ${event.lastEventId}`));
    Object.assign(globalThis, { heard, source });
    return new Promise((resolve) => {
      source.onopen = () => resolve(undefined);
    });
  });
  const ticket = await fileTicket(api.client);
  const heard = () => asClient.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
  await expect.poll(heard).toEqual([expect.stringMatching(/^ticket\.created [\w-]{22}$/)]);
  await reply(api.client, ticket, 'Algo más.');
  await expect.poll(async () => (await heard()).length).toBe(2);
  expect((await readChanges(api.client)).data.map(({ type, id }) => `${type} ${id}`)).toEqual(await heard());
  await asClient.evaluate(() => (globalThis as unknown as { source: EventSource }).source.close());
});
