'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useDeferredValue, useId, useState } from 'react';
import { StatusGlyph } from '@/components/tickets/status-glyph';
import { SearchInput } from '@/components/ui/search-input';
import type { DeskRow } from '@/lib/desk/schema';
import { fetchDesk } from '../data/fetch-desk';

const read = (q: string, limit: number, signal: AbortSignal) => {
  const params = new URLSearchParams({ queue: 'all', sort: 'updated', limit: String(limit), q });
  // What is no search yet, half a word of it, finds nothing.
  return fetchDesk<DeskRow[]>(`/v2/desk/tickets?${params}`, signal).then(
    ({ data }) => data,
    () => [],
  );
};

interface Props {
  /** The ticket that another is looked for. */
  of: { number: number; client: { userId: string; email: string } };
  /** Whether a ticket can be chosen. */
  fits: (row: DeskRow) => boolean;
  value: DeskRow | null;
  onPick: (row: DeskRow) => void;
}

/** Finds another ticket by its number or words; before that offers the same client's, then the last that moved. */
export function TicketPicker({ of, fits, value, onPick }: Props) {
  const t = useTranslations('history.pick');
  const words = useTranslations('tickets.status');
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const name = useId();
  const { data, isPending } = useQuery({
    queryKey: ['desk', 'pick', q, of.client.email],
    async queryFn({ signal }) {
      const [own, others] = await Promise.all([read(`client:${of.client.email} ${q}`, 5, signal), read(q, 8, signal)]);
      const known = new Set(own.map((row) => row.number));
      return [...own, ...others.filter((row) => !known.has(row.number))];
    },
    placeholderData: keepPreviousData,
  });
  const rows = (data ?? []).filter((row) => row.number !== of.number && fits(row)).slice(0, 8);
  return (
    <div>
      <SearchInput
        label={t('label')}
        placeholder={t('placeholder')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <fieldset className="mt-2 max-h-[216px] overflow-y-auto rounded-md border border-line" tabIndex={-1}>
        <legend className="sr-only">{t('found')}</legend>
        {rows.map((row) => (
          <label
            key={row.number}
            className="grid min-h-9 cursor-pointer grid-cols-[16px_14px_minmax(0,1fr)_auto] items-center gap-2 border-b border-line px-2.5 text-sm last:border-b-0 hover:bg-hover has-checked:bg-selected max-md:min-h-11"
          >
            <input
              type="radio"
              name={name}
              checked={value?.number === row.number}
              onChange={() => onPick(row)}
              className="size-4 accent-thread"
            />
            <StatusGlyph status={row.status} />
            <span className="truncate">
              <span className="sr-only">{words(row.status)}: </span>
              {row.title} <span className="text-text-3">· {row.client.name}</span>
            </span>
            <span className="num text-text-3">#{row.number}</span>
          </label>
        ))}
        {rows.length === 0 && <p className="px-3 py-2.5 text-sm text-text-3">{isPending ? t('reading') : t('none')}</p>}
      </fieldset>
    </div>
  );
}
