'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { StatusGlyph } from '@/components/tickets/status-glyph';
import { Avatar } from '@/components/ui/avatar';
import type { Found } from '@/lib/find/schema';
import { fetchDesk } from '../data/fetch-desk';
import { useDesk } from '../data/use-desk';
import type { EntryGroup } from './entry';
import { matchScore, wordsOf } from './match';
import { readRecent } from './recent';

const pauseMs = 120;

/** What was typed, once the keys rest for a moment. */
function useResting(text: string): string {
  const [resting, setResting] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setResting(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return resting;
}

const quiet = 'text-sm text-text-3';

/** Tickets and clients that the server finds, or with nothing typed those that were open last. What was found stays until more comes. */
export function useFound(text: string, userId: string): { groups: EntryGroup[]; isBehind: boolean } {
  const t = useTranslations('keys.palette');
  const { open, ticket } = useDesk();
  const router = useRouter();
  const typed = text.trim();
  const q = useResting(typed);
  const { data, isFetching } = useQuery({
    queryKey: ['desk', 'find', q],
    queryFn: async ({ signal }) =>
      (await fetchDesk<Found>(`/v2/desk/find?q=${encodeURIComponent(q.slice(0, 200))}`, signal)).data,
    enabled: q !== '' && q !== '#',
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    gcTime: 60_000,
  });
  if (typed === '') {
    const recent = readRecent(userId).filter(({ number }) => number !== ticket);
    const entries = recent.map(({ number, title }) => ({
      id: `recent-${number}`,
      label: title,
      icon: <History size={16} strokeWidth={1.75} aria-hidden />,
      end: <span className={`num ${quiet}`}>#{number}</span>,
      run: () => open(number),
    }));
    return { groups: [{ id: 'recent', title: t('group.recent'), entries }], isBehind: false };
  }
  const isBehind = isFetching || q !== typed;
  // Of what an earlier text found, only what this one finds as well: Enter must not take what is about to go.
  const words = wordsOf(typed);
  const stands = (text: string, also = '') => !isBehind || matchScore(text, words, also) > 0;
  const found = (q !== '' && data) || { tickets: [], clients: [] };
  const tickets = found.tickets.filter(({ title, number }) => stands(title, `#${number} ${number}`));
  const clients = found.clients.filter(({ name, email }) => stands(name, email));
  const groups: EntryGroup[] = [
    {
      id: 'tickets',
      title: t('group.tickets'),
      entries: tickets.map(({ number, title, status, client }) => ({
        id: `found-${number}`,
        label: title,
        icon: <StatusGlyph status={status} />,
        end: (
          <span className={`flex min-w-0 gap-2 ${quiet}`}>
            <span className="max-w-[160px] truncate max-md:hidden">{client}</span>
            <span className="num">#{number}</span>
          </span>
        ),
        run: () => open(number),
      })),
    },
    {
      id: 'clients',
      title: t('group.clients'),
      entries: clients.map(({ _id, userId: key, name, email }) => ({
        id: `client-${_id}`,
        label: name,
        icon: <Avatar id={key} name={name} size="xs" />,
        end: <span className={`max-w-[240px] truncate ${quiet}`}>{email}</span>,
        run: () => router.push(`/desk/clients/${_id}`),
      })),
    },
  ];
  return { groups, isBehind };
}
