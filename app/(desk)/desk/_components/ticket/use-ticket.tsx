'use client';
import { useRouter } from 'next/navigation';
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useOptimistic,
  useRef,
  useState,
  useTransition,
} from 'react';
import { apiFetch } from '@/components/forms/api';
import type { Agent, DeskTicket, Fields } from './desk-ticket';
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
  agents: Agent[];
  /** The ticket's address in the API. */
  url: string;
  /** The headers that let a change through only if the ticket still is as shown. */
  ifUnchanged: () => Record<string, string>;
  /** Saves a change of properties; tells of it with a way back, or of the conflict. */
  change: (change: Partial<Fields>) => void;
  /** The message that was just sent, until the page has it. */
  sent: SentMessage | null;
  /** Shows a message at once. Only within the transition that also refreshes the page: it goes when that is done. */
  showSent: (message: SentMessage) => void;
  /** For what was written through a form: takes the tag of the new state and shows it. With `change` it is told, too. */
  wrote: (etag: string | null, change?: Partial<Fields>) => void;
  conflict: Conflict | null;
  setConflict: (conflict: Conflict | null) => void;
  /** Asks whether others changed the ticket since it was shown; if so shows the new state and gives what they did. */
  findNews: () => Promise<Difference[] | 'unreachable'>;
  /** After a 412: what others did, once shown, or nothing if only the reader's own doing was in the way. */
  showNews: () => Promise<Difference[] | 'unreachable'>;
}

const Context = createContext<TicketContext | null>(null);

/** The open ticket, for everything that changes it. */
export function useTicket(): TicketContext {
  const context = use(Context);
  if (!context) throw new Error('useTicket needs a TicketProvider above it');
  return context;
}

/** How long the new state of a ticket may take to come, in milliseconds. */
const patience = 15_000;

/**
 * Holds what the browser knows of the open ticket. `fresh` is the state that the page was made with; a refresh of the page
 * brings a new one. Changes are sent one after the other, each with the tag of the state before it.
 */
export function TicketProvider(props: { ticket: DeskTicket; agents: Agent[]; children: ReactNode }) {
  const { ticket: fresh, agents } = props;
  const router = useRouter();
  const news = useTicketNews();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [, startSaving] = useTransition();
  const [ticket, foresee] = useOptimistic(fresh, (state: DeskTicket, change: Partial<Fields>) => ({
    ...state,
    ...change,
  }));
  const [sent, showSent] = useOptimistic<SentMessage | null>(null);
  const shown = useRef(fresh);
  // As shown, with what was saved since: how a change stood before it, for its way back.
  const known = useRef<Fields>(fresh);
  const etag = useRef(fresh.etag);
  const waiting = useRef<((next: DeskTicket) => void)[]>([]);
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const url = `/v2/support-tickets/${fresh.id}`;

  useEffect(() => {
    shown.current = fresh;
    known.current = fresh;
    etag.current = fresh.etag;
    for (const settle of waiting.current.splice(0)) settle(fresh);
  }, [fresh]);

  const showNews = useCallback(async () => {
    const before = shown.current;
    const after = await new Promise<DeskTicket | null>((settle) => {
      waiting.current.push(settle);
      setTimeout(() => settle(null), patience);
      router.refresh();
    });
    return after ? differences(before, after) : 'unreachable';
  }, [router]);

  async function findNews() {
    const result = await apiFetch(url, { headers: { 'if-none-match': etag.current } });
    if (!result.ok && result.status === 304) return [];
    // Whatever else is wrong, the write itself will say it better.
    return result.ok ? showNews() : [];
  }

  /** Whether it was written. */
  async function save(change: Partial<Fields>, isSecond: boolean): Promise<boolean> {
    const before = known.current;
    const result = await apiFetch(url, {
      method: 'PATCH',
      body: changeBody(change),
      headers: { 'if-match': etag.current },
    });
    if (result.ok) {
      etag.current = result.etag ?? etag.current;
      known.current = { ...before, ...change };
      news.saved(fresh, before, change, result.etag);
      return true;
    }
    if (result.code !== 'PRECONDITION_FAILED') {
      news.failed(result, () => apply(change));
      return false;
    }
    // The new state can only come once this act is over: it waits for every transition that is under way.
    queueMicrotask(async () => {
      const found = await showNews();
      if (found === 'unreachable') news.failed({ status: 0, code: 'NETWORK', message: '' }, () => apply(change));
      else if (found.length > 0) setConflict({ found, act: { kind: 'change', change }, again: () => apply(change) });
      else if (!isSecond) apply(change, true);
      else news.failed(result, () => apply(change));
    });
    return false;
  }

  function apply(change: Partial<Fields>, isSecond = false) {
    setConflict(null);
    startSaving(async () => {
      foresee(change);
      const saving = line.current.then(() => save(change, isSecond));
      line.current = saving;
      if (await saving) router.refresh();
    });
  }

  const value: TicketContext = {
    ticket,
    agents,
    url,
    ifUnchanged: () => ({ 'if-match': etag.current }),
    change: (change) => apply(change),
    sent,
    showSent,
    wrote(next, change) {
      etag.current = next ?? etag.current;
      if (change) {
        news.saved(fresh, known.current, change, next);
        known.current = { ...known.current, ...change };
      }
      router.refresh();
    },
    conflict,
    setConflict,
    findNews,
    showNews,
  };
  return <Context value={value}>{props.children}</Context>;
}
