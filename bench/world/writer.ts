// More than a screen: it writes, table by table, what the commands of lib/tickets write for each thing that happens.
import { type Change, changeSentence } from '@/lib/tickets/rules';
import { CopyRows } from './copy-rows';
import { idText, makeId } from './ids';
import type { Act, Story } from './life';
import type { People, Person } from './people';
import { Random } from './random';
import { type Chunk, type Ground, type Table, tables, type WorldPlan } from './tables';
import type { Vectors } from './vectors';

const DAY = 86_400_000;
const files = [
  ['captura.png', 'image/png'],
  ['registro.txt', 'text/plain'],
  ['factura.pdf', 'application/pdf'],
  ['screen.jpg', 'image/jpeg'],
] as const;

/** Views that everybody of the desk sees, each in a way of its own hard to count. */
const views = [
  ['Facturación abierta', 'tag:facturación is:active', 'newest'],
  ['Altas y urgentes', 'priority:>=high is:active', 'urgent'],
  ['Esperan respuesta', 'is:unanswered', 'newest'],
  ['Míos de la semana', 'assigned:me updated:<7d', 'updated'],
  ['Integraciones', 'team:Integraciones is:active', 'newest'],
  ['Cobros dobles', 'cobro duplicado', 'newest'],
] as const;

/** Of a ticket what changes with each act: as the row holds them in the end. */
interface Standing {
  version: number;
  noteVersion: number;
  updatedAt: number;
  staffUpdatedAt: number;
  resolution: string | null;
  resolvedAt: number | null;
}

function standingOf({ acts }: Story): Standing {
  const [first] = acts;
  const at = first?.at ?? 0;
  const now: Standing = {
    version: 1,
    noteVersion: 0,
    updatedAt: at,
    staffUpdatedAt: at,
    resolution: null,
    resolvedAt: null,
  };
  for (const act of acts.slice(1)) {
    now.staffUpdatedAt = act.at;
    if (act.kind === 'snoozed' || act.kind === 'teamed' || (act.kind === 'said' && act.isNote)) now.noteVersion += 1;
    else {
      now.version += 1;
      now.updatedAt = act.at;
    }
    if (act.kind !== 'moved') continue;
    if (act.to === 'resolved') [now.resolution, now.resolvedAt] = [act.resolution, act.at];
  }
  return now;
}

/** Writes stories as rows, each thing when it happened: call `ticket` when it is filed and `act` for each of its acts, by time. */
export class Writer {
  readonly #rows = Object.fromEntries(Object.keys(tables).map((table) => [table, new CopyRows()])) as Record<
    Table,
    CopyRows
  >;
  readonly #random: Random;
  readonly #until: number;
  readonly #position: number;
  readonly #vectors: Vectors;
  #event: number;
  #count = 0;

  constructor({ seed, until }: WorldPlan, { lastEvent, position }: Ground, vectors: Vectors) {
    this.#random = new Random(seed + 1);
    this.#until = until;
    this.#event = lastEvent;
    this.#position = position;
    this.#vectors = vectors;
  }

  /** What was written since the last time. */
  take(): Chunk {
    const taken = Object.entries(this.#rows).map(([table, rows]) => [table, rows.take()] as const);
    return Object.fromEntries(taken.filter(([, bytes]) => bytes !== null));
  }

  #id(at: number): Uint8Array {
    this.#count += 1;
    return makeId(this.#random, at, this.#count);
  }

  #recordEvent(
    name: string,
    actor: Person | null,
    subject: Story | Person,
    at: number,
    data: object,
    isInternal = false,
  ) {
    this.#event += 1;
    const client = 'client' in subject && !isInternal ? subject.client : null;
    const rows = this.#rows.events;
    rows.row(10);
    rows.int8(this.#event);
    rows.text(name);
    rows.maybeBytes(actor?.id ?? null);
    rows.text('client' in subject ? 'ticket' : 'user');
    rows.bytes(subject.id);
    rows.maybeBytes(client?.id ?? null);
    rows.bool(isInternal);
    rows.json(JSON.stringify(data));
    rows.int8(this.#position);
    rows.time(at);
  }

  #message(
    id: Uint8Array,
    ticket: Uint8Array,
    by: Person,
    type: string,
    isInternal: boolean,
    text: string,
    change: Change | null,
    at: number,
  ) {
    const rows = this.#rows.threads;
    rows.row(8);
    rows.bytes(id);
    rows.bytes(ticket);
    rows.bytes(by.id);
    rows.text(type);
    rows.bool(isInternal);
    rows.text(text);
    if (change) rows.json(JSON.stringify(change));
    else rows.null();
    rows.time(at);
  }

  #systemLine(story: Story, by: Person, change: Change, at: number): void {
    const isSelf = change.kind === 'assignee';
    const text = changeSentence(change, { by: by.name, to: by.name, isSelf }, 'es');
    this.#message(this.#id(at), story.id, by, 'system', change.kind === 'team', text, change, at);
  }

  #files(count: number, story: Story, threadId: Uint8Array, at: number): void {
    const rows = this.#rows.attachments;
    for (let position = 0; position < count; position += 1) {
      const [filename, type] = files[this.#random.below(files.length)] ?? files[0];
      const id = this.#id(at);
      rows.row(9);
      rows.bytes(id);
      rows.bytes(story.id);
      rows.bytes(threadId);
      rows.int2(position);
      rows.text(filename);
      rows.text(`https://archivos.example/${idText(id)}/${filename}`);
      rows.int8(1_000 + this.#random.below(2_000_000));
      rows.text(type);
      rows.time(at);
    }
  }

  /** The ticket as it stands in the end, and what search knows of it. */
  ticket(story: Story): void {
    const { version, noteVersion, updatedAt, staffUpdatedAt, resolution, resolvedAt } = standingOf(story);
    const rows = this.#rows.tickets;
    rows.row(19);
    rows.bytes(story.id);
    rows.int4(story.number);
    rows.text(story.title.text);
    rows.text(story.opening.text);
    rows.text(story.status);
    rows.text(story.priority);
    rows.text(story.category);
    rows.bytes(story.client.id);
    rows.maybeBytes(story.assignee?.id ?? null);
    rows.texts(story.tags);
    rows.maybeText(resolution);
    rows.int4(version);
    rows.int4(noteVersion);
    rows.time(story.acts[0]?.at ?? 0);
    rows.time(updatedAt);
    rows.time(staffUpdatedAt);
    rows.time(resolvedAt);
    rows.maybeBytes(story.team?.id ?? null);
    rows.time(story.snoozedUntil);
    this.#search(story);
  }

  #search(story: Story): void {
    const { title, number, tags, client, opening, acts } = story;
    const head = `${title.text} ${number} ${tags.join(' ')} ${client.name} ${client.email}`;
    const later = acts.flatMap((act) => (act.kind === 'said' ? [act] : []));
    const open = later.filter((act) => !act.isNote);
    const bytesOf = (all: typeof later) =>
      all.reduce((sum, act) => sum + Buffer.byteLength(act.said.text), Buffer.byteLength(opening.text));
    const vectorOf = (all: typeof later, isCounted: boolean) =>
      this.#vectors.make(head, [opening.words, ...all.map((act) => act.said.words)], isCounted);
    const forStaff = vectorOf(later, true);
    const staffBytes = bytesOf(later);
    const isSame = open.length === later.length;
    const rows = this.#rows.ticket_search;
    rows.row(5);
    rows.bytes(story.id);
    rows.bytes(isSame ? forStaff : vectorOf(open, false));
    rows.bytes(forStaff);
    rows.int4(staffBytes);
    rows.int4(isSame ? staffBytes : bytesOf(open));
  }

  act(story: Story, act: Act): void {
    const { id, client } = story;
    const { at } = act;
    switch (act.kind) {
      case 'opened': {
        if (client.since === at) this.#recordEvent('user.created', null, client, at, { role: 'client' });
        const threadId = this.#id(at);
        this.#message(threadId, id, client, 'user', false, story.opening.text, null, at);
        this.#files(act.files, story, threadId, at);
        this.#recordEvent('ticket.created', client, story, at, {});
        return;
      }
      case 'said': {
        const { by, isNote } = act;
        const threadId = this.#id(at);
        this.#message(threadId, id, by, by === client ? 'user' : 'agent', isNote, act.said.text, null, at);
        this.#files(act.files, story, threadId, at);
        const data = { threadId: idText(threadId) };
        this.#recordEvent(isNote ? 'ticket.noted' : 'ticket.replied', by, story, at, data, isNote);
        if (act.takes) this.#take(story, by, at);
        else if (by === client && story.assignee) this.#notify(story, story.assignee, threadId, at);
        return;
      }
      case 'moved': {
        const { by, from, to, resolution } = act;
        this.#systemLine(story, by, { kind: 'status', from, to, ...(resolution && { resolution }) }, at);
        const name = to === 'resolved' ? 'ticket.resolved' : to === 'closed' ? 'ticket.closed' : 'ticket.changed';
        const changes = { status: { from, to }, ...(resolution && { resolution: { from: null, to: resolution } }) };
        this.#recordEvent(name, by, story, at, { changes });
        return;
      }
      case 'snoozed': {
        const changes = { snoozedUntil: { from: null, to: new Date(act.until).toISOString() } };
        this.#recordEvent('ticket.changed', act.by, story, at, { changes }, true);
        return;
      }
      case 'teamed': {
        const { key, name } = act.team;
        this.#systemLine(story, act.by, { kind: 'team', from: null, to: key, name }, at);
        this.#recordEvent('ticket.changed', act.by, story, at, { changes: { teamId: { from: null, to: key } } }, true);
      }
    }
  }

  /** An agent's first answer takes an open ticket. */
  #take(story: Story, by: Person, at: number): void {
    this.#systemLine(story, by, { kind: 'status', from: 'open', to: 'in_progress' }, at);
    this.#systemLine(story, by, { kind: 'assignee', from: null, to: by.key }, at);
    const changes = { status: { from: 'open', to: 'in_progress' }, assignedToId: { from: null, to: by.key } };
    this.#recordEvent('ticket.changed', by, story, at, { changes });
  }

  /** Kept 90 days; most of those older than a week were read. */
  #notify(story: Story, to: Person, threadId: Uint8Array, at: number): void {
    const days = (this.#until - at) / DAY;
    if (days >= 89) return;
    const isRead = this.#random.isOneIn(days > 7 ? 0.97 : 0.5);
    const rows = this.#rows.notifications;
    rows.row(9);
    rows.bytes(this.#id(at));
    rows.bytes(to.id);
    rows.text('client_replied');
    rows.bytes(story.id);
    rows.bytes(story.client.id);
    rows.int8(this.#event);
    rows.bytes(threadId);
    rows.time(at);
    rows.time(isRead ? Math.min(this.#until, at + this.#random.below(DAY)) : null);
  }

  /** Everybody who has to do with a ticket, the teams and views of the desk, and the words of search. */
  finish({ staff, agents, clients, dozen, one, teams }: People, start: number): void {
    const active = [...clients, dozen, one].filter((client) => client.since > start);
    for (const person of [...staff, ...active]) {
      const rows = this.#rows.users;
      rows.row(6);
      rows.bytes(person.id);
      for (const text of [person.role, person.email, person.name]) rows.text(text);
      rows.time(person.since);
      rows.time(person.since);
    }
    for (const team of teams) {
      this.#rows.teams.row(3);
      this.#rows.teams.bytes(team.id);
      this.#rows.teams.text(team.name);
      this.#rows.teams.time(start);
    }
    agents.forEach((agent, place) => {
      this.#rows.team_members.row(2);
      this.#rows.team_members.bytes(teams[place % teams.length]?.id ?? agent.id);
      this.#rows.team_members.bytes(agent.id);
    });
    const [owner] = staff;
    for (const [name, query, sort] of owner ? views : []) {
      const rows = this.#rows.saved_views;
      rows.row(8);
      rows.bytes(this.#id(start));
      rows.bytes(owner?.id ?? new Uint8Array(16));
      rows.bool(true);
      for (const text of [name, query, sort]) rows.text(text);
      rows.time(start);
      rows.time(start);
    }
    for (const [word, seen] of this.#vectors.counts()) {
      this.#rows.search_words.row(2);
      this.#rows.search_words.text(word);
      this.#rows.search_words.int4(seen);
    }
  }
}
