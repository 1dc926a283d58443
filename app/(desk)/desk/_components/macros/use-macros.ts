'use client';
import { useQuery } from '@tanstack/react-query';
import type { MacroObject } from '@/lib/macros/schema';
import { fetchDesk } from '../data/fetch-desk';
import { matchScore, wordsOf } from '../palette/match';

const key = ['desk', 'macros'] as const;

/** The macros that the reader may use, the most used first; none until they have come. */
export function useMacros(): MacroObject[] {
  const { data } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await fetchDesk<MacroObject[]>('/v2/macros', signal)).data,
    staleTime: 60_000,
  });
  return data ?? [];
}

/** Those that what was typed finds, the best first, and of equal ones the most used. */
export function findMacros(macros: MacroObject[], typed: string, most = 50): MacroObject[] {
  const words = wordsOf(typed);
  return macros
    .map((macro) => ({ macro, score: matchScore(macro.name, words, macro.body) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ macro }) => macro);
}
