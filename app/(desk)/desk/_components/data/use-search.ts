'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useDeferredValue } from 'react';
import { suggestWords, typingAt } from '@/lib/search/present';
import { parseSearch } from '@/lib/search/rules';
import type { SearchReport, Suggestion } from '@/lib/search/schema';
import { fetchDesk } from './fetch-desk';

const nothing: SearchReport = { problems: [], near: [], needles: { words: [], starts: [], stems: [] } };

/** How what stands in the box is understood: at once what the language itself says, and then what the desk knows. */
export function useSearchReport(q: string): SearchReport {
  const { data } = useQuery({
    queryKey: ['desk', 'search', q],
    queryFn: async ({ signal }) =>
      (await fetchDesk<SearchReport>(`/v2/desk/search?${new URLSearchParams({ q })}`, signal)).data,
    enabled: q !== '',
  });
  if (q === '') return nothing;
  return data ?? { ...nothing, problems: parseSearch(q).problems };
}

/** Kinds of words of which the desk knows more than the language. */
const asksDesk = (word: string) => /^-?(field|campo)\./i.test(word);

/** What the word at the caret may become, best first; words of the language at once, the desk's own as they come. */
export function useSuggestions(text: string, caret: number, isOpen: boolean): Suggestion[] {
  const locale = useLocale() === 'en' ? 'en' : 'es';
  const typing = typingAt(text, caret);
  const word = useDeferredValue(text.slice(typing.start, caret));
  const { operator } = typing;
  const wanted = operator ? ['assigned', 'client', 'team', 'tag', 'field'].includes(operator) : asksDesk(word);
  const { data } = useQuery({
    queryKey: ['desk', 'suggestions', word],
    queryFn: async ({ signal }) =>
      (await fetchDesk<Suggestion[]>(`/v2/desk/suggestions?${new URLSearchParams({ q: word })}`, signal)).data,
    enabled: isOpen && wanted,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
  const own = suggestWords(typing, locale);
  const desks = wanted ? (data ?? []).filter((each) => each.text.startsWith(typing.before) && each.label) : [];
  return [...own, ...desks].slice(0, 12);
}
