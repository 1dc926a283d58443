// Longer than most: how a change of the open ticket is foreseen, sent, told and taken back is one story.
'use client';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useMemo, useReducer, useRef } from 'react';
import { apiFetch } from '@/components/forms/api';
import type { DeskTicketObject } from '@/lib/desk/schema';
import { deskKeys } from '../data/keys';
import { type Stretch, withRow } from '../data/rows-stretches';
import { useRefresh } from '../data/use-refresh';
import { ticketQuery } from '../data/use-ticket-data';
import { type Agent, type DeskTicket, deskTicketOf, type Fields } from './desk-ticket';
import { type Difference, differences } from './differences';
import { changeBody } from './ticket-change';
import { useTicketNews } from './use-ticket-news';

/** What somebody else did before our own act arrived. Nothing of ours was written; `again` does it all the same. */
export interface Conflict {
  found: Difference[];
  act: { kind: 'reply' } | { kind: 'change'; change: Partial<Fields> };
  again: () => void;
}

export interface SentMessage {
  text: string;
  isNote: boolean;
  /** RFC 3339. */
  at: string;
}

interface TicketContext {
  /** The ticket as shown: with what is being saved already in it. */
  ticket: DeskTicket;
  /** All that was read of it. */
  data: DeskTicketObject;
  agents: Agent[];
  /** The ticket's address in the API. */
  url: string;
  /** The headers that let a change through only if the ticket still is as shown. */
  ifUnchanged: () => Record<string, string>;
  /** Saves a change of properties; tells of it with a way back, or of the conflict. */
  change: (change: Partial<Fields>) => void;
  /** The message that was just sent, until it was read back. */
  sent: SentMessage | null;
  /** Shows a message at once. Call `wrote` with it: it goes when what was written has been read. */
  showSent: (message: SentMessage) => void;
  /** For what was written through a form: takes the tag of the new state and reads it. With `change` it is told, too. */
  wrote: (etag: string | null, change?: Partial<Fields>) => void;
  conflict: Conflict | null;
  setConflict: (conflict: Conflict | null) => void;
  /** Asks whether others changed the ticket since it was shown; if so shows the new state and gives what they did. */
  findNews: () => Promise<Difference[] | 'unreachable'>;
  /**
   * After a 412: what others did since the ticket was shown, or since an earlier state of it, once that is shown; nothing if
   * only the reader's own doing was in the way.
   */
  showNews: (since?: DeskTicket) => Promise<Difference[] | 'unreachable'>;
}

const Context = createContext<TicketContext | null>(null);

/** The open ticket, for everything that changes it. */
export function useTicket(): TicketContext {
  const context = use(Context);
  if (!context) throw new Error('useTicket needs a TicketProvider above it');
  return context;
}

/** The open ticket, or null with none open. */
export function useTicketIfOpen(): TicketContext | null {
  return use(Context);
}

/** What goes on with one ticket, also while another one is open: an act begun here is finished here. */
interface Session {
  /** As last read. */
  shown: DeskTicket;
  /** As read, with what was saved since: how a change stood before it, for its way back. */
  known: Fields;
  etag: string;
  /** Changes are sent one after the other, each with the tag of the state before it. */
  line: Promise<unknown>;
  pending: Partial<Fields>[];
  conflict: Conflict | null;
  sent: (SentMessage & { before: Set<string> }) | null;
}

function adopt(session: Session, fresh: DeskTicket): void {
  session.shown = fresh;
  session.known = fresh;
  session.etag = fresh.etag;
}

/** Whether what was sent has been read back by now. */
function hasCome({ sent }: Session, { me, ...data }: { me: Agent; threads: DeskTicketObject['threads'] }): boolean {
  return data.threads.some(
    ({ id, authorId, message }) =>
      authorId === me.userId && !sent?.before.has(id) && message.trim() === sent?.text.trim(),
  );
}

/** Holds what the browser knows of the open ticket beside the desk's cache; with null nothing is open. */
export function TicketProvider(props: { data: DeskTicketObject | null; me: Agent; children: ReactNode }) {
  const { data, me } = props;
  const client = useQueryClient();
  const refresh = useRefresh();
  const news = useTicketNews();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const sessions = useRef(new Map<string, Session>());
  const fresh = useMemo(() => data && deskTicketOf(data, me), [data, me]);

  function sessionOf(ticket: DeskTicket): Session {
    const known = sessions.current.get(ticket.id);
    if (known) return known;
    const session: Session = {
      shown: ticket,
      known: ticket,
      etag: ticket.etag,
      line: Promise.resolve(),
      pending: [],
      conflict: null,
      sent: null,
    };
    sessions.current.set(ticket.id, session);
    return session;
  }

  useEffect(() => {
    const session = fresh && sessions.current.get(fresh.id);
    if (session) adopt(session, fresh);
  }, [fresh]);

  if (!data || !fresh) return <Context value={null}>{props.children}</Context>;

  const session = sessionOf(fresh);
  const { number } = fresh;
  const url = `/v2/support-tickets/${fresh.id}`;
  const key = deskKeys.ticket(number);

  function setConflict(conflict: Conflict | null): void {
    session.conflict = conflict;
    redraw();
  }

  /** What was saved, in the desk's copy, until it is read again. */
  function keep(change: Partial<Fields>, etag: string | null): void {
    session.etag = etag ?? session.etag;
    session.known = { ...session.known, ...change };
    client.setQueryData<DeskTicketObject>(key, (old) => old && { ...old, ...change, etag: session.etag });
    const { resolution: _, ...row } = change;
    client.setQueriesData<Stretch[]>({ queryKey: deskKeys.allRows }, (old) => old && withRow(old, number, row));
  }

  async function showNews(since?: DeskTicket): Promise<Difference[] | 'unreachable'> {
    const before = since ?? session.shown;
    // One that is under way may have left before the news.
    await client.cancelQueries({ queryKey: key });
    const read = await client.fetchQuery({ ...ticketQuery(number), staleTime: 0 }).catch(() => null);
    if (!read) return 'unreachable';
    const after = deskTicketOf(read, me);
    adopt(session, after);
    return differences(before, after);
  }

  async function findNews(): Promise<Difference[] | 'unreachable'> {
    const result = await apiFetch(url, { headers: { 'if-none-match': session.etag } });
    if (!result.ok && result.status === 304) return [];
    // Whatever else is wrong, the write itself will say it better.
    return result.ok ? showNews() : [];
  }

  /** Whether it was written. */
  async function save(ticket: DeskTicket, change: Partial<Fields>, isSecond: boolean): Promise<boolean> {
    const before = session.known;
    const headers = { 'if-match': session.etag };
    const result = await apiFetch(url, { method: 'PATCH', body: changeBody(change), headers });
    if (result.ok) {
      await client.cancelQueries({ queryKey: key });
      keep(change, result.etag);
      news.saved(ticket, before, change, result.etag);
      return true;
    }
    if (result.code !== 'PRECONDITION_FAILED') {
      news.failed(result, () => void apply(ticket, change));
      return false;
    }
    const found = await showNews();
    if (found === 'unreachable')
      news.failed({ status: 0, code: 'NETWORK', message: '' }, () => void apply(ticket, change));
    else if (found.length > 0)
      setConflict({ found, act: { kind: 'change', change }, again: () => void apply(ticket, change) });
    else if (!isSecond) queueMicrotask(() => void apply(ticket, change, true));
    else news.failed(result, () => void apply(ticket, change));
    return false;
  }

  async function apply(ticket: DeskTicket, change: Partial<Fields>, isSecond = false): Promise<void> {
    session.pending = [...session.pending, change];
    setConflict(null);
    const saving = session.line.then(() => save(ticket, change, isSecond));
    session.line = saving;
    const isSaved = await saving;
    session.pending = session.pending.filter((each) => each !== change);
    redraw();
    if (isSaved) void refresh(number);
  }

  const shown: DeskTicket = Object.assign({}, fresh, ...session.pending);
  const isStillAlone = session.sent && !hasCome(session, { me, threads: data.threads });
  const value: TicketContext = {
    ticket: shown,
    data,
    agents: data.agents,
    url,
    ifUnchanged: () => ({ 'if-match': session.etag }),
    change: (change) => void apply(fresh, change),
    sent: isStillAlone ? session.sent : null,
    showSent(message) {
      session.sent = { ...message, before: new Set(data.threads.map((thread) => thread.id)) };
      redraw();
    },
    wrote(etag, change) {
      if (change) news.saved(fresh, session.known, change, etag);
      if (change) keep(change, etag);
      else session.etag = etag ?? session.etag;
      void refresh(number);
    },
    conflict: session.conflict,
    setConflict,
    findNews,
    showNews,
  };
  return <Context value={value}>{props.children}</Context>;
}
