import type { TicketCategory, TicketPriority, TicketStatus } from '@/lib/tickets/schema';
import { makeId } from './ids';
import type { People, Person } from './people';
import { Dice, type Random, zipf } from './random';
import { rarePlaces, type Said, speakers, tags } from './text';

const DAY = 86_400_000;

/** What happens to a ticket, at a moment in milliseconds. */
export type Act =
  | { kind: 'opened'; at: number; files: number }
  | { kind: 'said'; at: number; by: Person; said: Said; isNote: boolean; takes: boolean; files: number }
  | { kind: 'moved'; at: number; by: Person; from: TicketStatus; to: TicketStatus; resolution: string | null }
  | { kind: 'snoozed'; at: number; by: Person; until: number }
  | { kind: 'teamed'; at: number; by: Person; team: People['teams'][number] };

/** A ticket with all that happened to it, oldest first. */
export interface Story {
  id: Uint8Array;
  number: number;
  language: 0 | 1;
  title: Said;
  opening: Said;
  status: TicketStatus;
  priority: TicketPriority;
  category: TicketCategory;
  client: Person;
  assignee: Person | null;
  team: People['teams'][number] | null;
  tags: string[];
  snoozedUntil: number | null;
  acts: Act[];
}

const priorities: TicketPriority[] = ['medium', 'low', 'high', 'urgent'];
const categories: TicketCategory[] = ['technical', 'billing', 'account', 'general', 'feature_request'];
const dice = {
  priority: new Dice([45, 25, 22, 8]),
  category: zipf(5, 0.6),
  tag: zipf(tags.length, 0.9),
  tagCount: new Dice([25, 40, 25, 10]),
  /** Messages after the first. */
  messages: new Dice([14, 34, 28, 13, 6, 3, 1, 0.5, 0.3, 0.2]),
};

/** How many days old a world is at its end: the first ticket came then. */
export const worldDays = 3 * 365;
/** More and more come: on the last day about seven times as many as on the first. */
const GROWTH = 2;

/** When the ticket at `place` of `count` came. Later places come later. */
export function openedAt(random: Random, place: number, count: number, end: number): number {
  const share = (place + random.next()) / count;
  const through = Math.log(1 + share * (Math.exp(GROWTH) - 1)) / GROWTH;
  return Math.floor(end - (1 - through) * worldDays * DAY);
}

function drawTags(random: Random): string[] {
  const drawn = Array.from({ length: dice.tagCount.draw(random) }, () => tags[dice.tag.draw(random)] ?? '');
  return [...new Set(drawn)];
}

/** Nine in ten are active at first, half of those after eight days; three in a hundred are never done. */
const isStillActive = (random: Random, days: number) => random.next() < 0.87 * Math.exp(-days / 12) + 0.03;

/** Which rare words the ticket at `place` has: each stands in two to nine tickets, spread over the whole. */
export function rareAt(count: number): Map<number, number> {
  const at = new Map<number, number>();
  const used = rarePlaces.slice(0, Math.floor(count / 40));
  used.forEach((word, index) => {
    const times = 2 + (index % 8);
    for (let time = 0; time < times; time += 1) {
      // Spread by the golden section; one that is taken moves on to the next.
      let place = Math.floor(((index * 0.61803 + time / times) % 1) * count);
      while (at.has(place)) place = (place + 1) % count;
      at.set(place, word);
    }
  });
  return at;
}

/** What is decided of a ticket before its story is told. */
interface Beginning {
  place: number;
  number: number;
  at: number;
  end: number;
  client: Person;
  rare: number | undefined;
}

/** Tells the life of one ticket up to `end`, by the rules that the app itself keeps (lib/tickets/rules.ts). */
export function tellStory(random: Random, people: People, { place, number, at, end, client, rare }: Beginning): Story {
  const language = random.isOneIn(0.7) ? 0 : 1;
  const speaker = speakers[language];
  const days = (end - at) / DAY;
  const isActive = isStillActive(random, days);
  const isUntouched = isActive && random.isOneIn(0.45);
  const assignee = isUntouched ? null : people.drawAgent(random);
  const acts: Act[] = [{ kind: 'opened', at, files: random.isOneIn(0.08) ? 1 + random.below(2) : 0 }];
  const story: Story = {
    id: makeId(random, at, place),
    number,
    language,
    title: speaker.short(random, 'titles'),
    opening: speaker.message(random, 'said', 2 + random.below(3), rare),
    status: 'open',
    priority: priorities[dice.priority.draw(random)] ?? 'medium',
    category: categories[dice.category.draw(random)] ?? 'general',
    client,
    assignee,
    team: null,
    tags: drawTags(random),
    snoozedUntil: null,
    acts,
  };
  // All that happens lies between the opening and the end, and most of it in the first days.
  const left = end - at - 1;
  const wanted = (isActive ? days : 0.1 + random.wait(2.5)) * DAY;
  const span = wanted < left ? wanted : Math.floor(left * (isActive ? 1 : random.next()));
  const messages = isUntouched ? (random.isOneIn(0.25) ? 1 : 0) : Math.max(1, dice.messages.draw(random));
  const times = Array.from({ length: messages }, () => at + Math.floor(random.next() ** 2 * span * 0.8)).sort(
    (a, b) => a - b,
  );
  times.forEach((time, index) => {
    const isTaken = assignee !== null && index === 0;
    const isClients = assignee === null || (!isTaken && random.isOneIn(0.28));
    const isNote = !isClients && !isTaken && random.isOneIn(0.35);
    const by = isClients ? client : (assignee ?? client);
    const kind = isClients ? 'said' : isNote ? 'noted' : 'answered';
    const said = speaker.message(random, kind, 1 + random.below(3));
    acts.push({ kind: 'said', at: time, by, said, isNote, takes: isTaken, files: random.isOneIn(0.02) ? 1 : 0 });
  });
  if (assignee) story.status = 'in_progress';
  const after = at + Math.floor(span * 0.8);
  if (assignee && random.isOneIn(0.25)) {
    story.team = people.teams[random.below(people.teams.length)] ?? null;
    if (story.team) acts.push({ kind: 'teamed', at: after, by: assignee, team: story.team });
  }
  if (isActive) {
    if (assignee && random.isOneIn(0.4)) move(story, assignee, after, 'pending', null);
    if (assignee && random.isOneIn(0.12)) {
      story.snoozedUntil = end + Math.floor((0.5 + random.next() * 20) * DAY);
      acts.push({ kind: 'snoozed', at: after, by: assignee, until: story.snoozedUntil });
    }
    return story;
  }
  const isSolved = assignee !== null && !random.isOneIn(0.05);
  const done = at + Math.floor(span);
  if (isSolved && assignee) move(story, assignee, done, 'resolved', speaker.short(random, 'resolutions').text);
  const closed = done + Math.floor(random.wait(12) * DAY);
  if (!isSolved) move(story, client, done, 'closed', null);
  else if (assignee && closed < end && random.isOneIn(0.85)) move(story, assignee, closed, 'closed', null);
  return story;
}

function move(story: Story, by: Person, at: number, to: TicketStatus, resolution: string | null): void {
  story.acts.push({ kind: 'moved', at, by, from: story.status, to, resolution });
  story.status = to;
}
