import { type Act, openedAt, rareAt, type Story, tellStory, worldDays } from './life';
import { makePeople, type Person } from './people';
import { Queue } from './queue';
import { Random } from './random';
import type { Chunk, Ground, WorldPlan } from './tables';
import { Vectors } from './vectors';
import { Writer } from './writer';

/** How many tickets to a chunk. Each COPY ends with some pages left empty: few and large ones waste little. */
const STEP = 20_000;

/**
 * Tells a world from its first ticket to its end, a chunk of rows at a time. Messages and events come in the order of their
 * time, tickets in that of their opening, as they would lie in a database that was written on for years.
 */
export function* generateWorld(plan: WorldPlan, ground: Ground): Generator<Chunk> {
  const { tickets, until } = plan;
  const random = new Random(plan.seed);
  const start = Math.floor(until - worldDays * 86_400_000) - 1;
  const people = makePeople(random, tickets, start);
  const vectors = new Vectors(ground.forms);
  const writer = new Writer(plan, ground, vectors);
  const rare = rareAt(tickets);
  const ahead = new Queue<{ story: Story; act: Act }>();
  // The clients with few tickets file them at set places, the rest is drawn.
  const owners = new Map<number, Person>([[Math.floor(tickets * 0.97), people.one]]);
  for (let time = 0; time < 12; time += 1) owners.set(Math.floor((tickets * (time + 0.5)) / 12), people.dozen);
  const catchUp = (time: number) => {
    for (let next = ahead.takeBefore(time); next; next = ahead.takeBefore(time)) writer.act(next.story, next.act);
  };
  for (let place = 0; place < tickets; place += 1) {
    const at = openedAt(random, place, tickets, until);
    const client = owners.get(place) ?? people.drawClient(random);
    if (client.since === start) client.since = at;
    catchUp(at);
    const number = ground.firstNumber + place;
    const story = tellStory(random, people, { place, number, at, end: until, client, rare: rare.get(place) });
    writer.ticket(story);
    for (const act of story.acts) ahead.add(act.at, { story, act });
    if (place % STEP === STEP - 1) yield writer.take();
  }
  catchUp(Number.POSITIVE_INFINITY);
  writer.finish(people, start);
  yield writer.take();
}
