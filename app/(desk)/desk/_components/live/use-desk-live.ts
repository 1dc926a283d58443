'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { coalesce } from '@/components/live/coalesce';
import { useLive } from '@/components/live/live-provider';
import type { DeskTicketObject } from '@/lib/desk/schema';
import type { TicketEventObject } from '@/lib/events/schema';
import { deskKeys } from '../data/keys';
import type { Rows } from '../data/use-rows';
import { awaitsAnswer } from '../queue/ticket-row';

const pace = { soonMs: 60, everyMs: 500 };
/** For the title of a tab that nobody looks at. */
const hiddenPace = { soonMs: 500, everyMs: 5_000 };

const isClients = ({ type, actor }: TicketEventObject) =>
  actor.startsWith('client_') && (type === 'ticket.created' || type === 'ticket.replied');

const nothing: ReadonlySet<number> = new Set();

/**
 * Has what is shown read again as it changes: the counts, the rows in sight, the ticket if it is the one. Gives how many
 * tickets of the list clients wrote in since the reader looked away; 0 while they look.
 */
export function useDeskLive({ rows }: Rows): number {
  const client = useQueryClient();
  const [since] = useState(() => client.getQueryData<string>(deskKeys.since));
  const [news, setNews] = useState(nothing);

  const reading = useMemo(() => {
    const touched = new Set<number>();
    async function run() {
      // What is written on a merged ticket is read in the one that it was merged into.
      const known = client.getQueriesData<DeskTicketObject>({ queryKey: deskKeys.allTickets });
      const holds = (data: DeskTicketObject | undefined) => data?.merged?.some(({ number }) => touched.has(number));
      for (const [, data] of known) if (data && holds(data)) touched.add(data.number);
      const numbers = [...touched];
      touched.clear();
      const keys = [deskKeys.queues, deskKeys.allRows, ...numbers.map((number) => deskKeys.ticket(number))];
      await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
    }
    const [seen, hidden] = [coalesce(run, pace), coalesce(run, hiddenPace)];
    return {
      touched,
      ask: () => (document.hidden ? hidden : seen).ask(),
      cancel: () => [seen, hidden].map(({ cancel }) => cancel()),
    };
  }, [client]);

  useEffect(() => {
    function look() {
      if (document.hidden) return;
      setNews(nothing);
      if (reading.touched.size > 0) reading.ask();
    }
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      reading.cancel();
    };
  }, [reading]);

  useLive(
    {
      onEvent(event) {
        reading.touched.add(event.number);
        reading.ask();
        if (document.hidden && isClients(event)) setNews((before) => new Set(before).add(event.number));
      },
      onGap() {
        void client.invalidateQueries({ queryKey: deskKeys.allTickets });
        reading.ask();
      },
    },
    since,
  );

  return rows.filter(({ row }) => news.has(row.number) && awaitsAnswer(row)).length;
}
