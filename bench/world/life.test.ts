import { expect, test } from 'vitest';
import { openedAt, rareAt, type Story, tellStory, worldDays } from './life';
import { makePeople } from './people';
import { Random } from './random';

const DAY = 86_400_000;
const count = 10_000;
const end = Date.parse('2026-11-01T12:00:00Z');

function tellAll(): (Story & { at: number })[] {
  const random = new Random(1);
  const people = makePeople(random, count, end - worldDays * DAY);
  const rare = rareAt(count);
  return Array.from({ length: count }, (_, place) => {
    const at = openedAt(random, place, count, end);
    const client = people.drawClient(random);
    return { ...tellStory(random, people, { place, number: 1 + place, at, end, client, rare: rare.get(place) }), at };
  });
}

/** How many of each, the most first, as shares of all. */
function sharesOf(values: string[]): number[] {
  const seen = new Map<string, number>();
  for (const value of values) seen.set(value, (seen.get(value) ?? 0) + 1);
  return [...seen.values()].sort((a, b) => b - a).map((times) => times / values.length);
}

test('a world is spread as a desk’s years are', () => {
  const all = tellAll();
  const share = (of: Story[], is: (story: Story) => boolean) => of.filter(is).length / of.length;

  const messages = all.flatMap(({ acts }) => acts.filter(({ kind }) => kind === 'opened' || kind === 'said')).length;
  expect(messages / count).toBeGreaterThan(2.7);
  expect(messages / count).toBeLessThan(3.3);

  // By zipf: a few clients have very many, most have a handful; and so with agents.
  const clients = sharesOf(all.map(({ client }) => client.email));
  expect(clients[0]).toBeGreaterThan(0.05);
  expect(clients.slice(0, Math.ceil(clients.length / 10)).reduce((sum, each) => sum + each, 0)).toBeGreaterThan(0.5);
  expect(clients.at(-1)).toBe(1 / count);
  const agents = sharesOf(all.flatMap(({ assignee }) => assignee?.email ?? []));
  expect((agents[0] ?? 0) / (agents[Math.floor(agents.length / 2)] ?? 1)).toBeGreaterThan(2);

  // What came of late is open, what is old is done.
  const isActive = ({ status }: Story) => status !== 'resolved' && status !== 'closed';
  const young = all.filter(({ at }) => end - at < 3 * DAY);
  const old = all.filter(({ at }) => end - at > 365 * DAY);
  expect(share(young, isActive)).toBeGreaterThan(0.5);
  expect(share(old, isActive)).toBeLessThan(0.06);
  expect(share(old, ({ status }) => status === 'closed')).toBeGreaterThan(0.7);
  for (const status of ['open', 'in_progress', 'pending', 'resolved', 'closed'])
    expect(
      share(all, (story) => story.status === status),
      status,
    ).toBeGreaterThan(0.002);

  const spanish = share(all, ({ language }) => language === 0);
  expect(spanish).toBeGreaterThan(0.6);
  expect(spanish).toBeLessThan(0.8);
  expect(share(all, ({ tags }) => tags.length > 0)).toBeGreaterThan(0.6);
  expect(new Set(all.flatMap(({ tags }) => tags)).size).toBeGreaterThan(20);
});
