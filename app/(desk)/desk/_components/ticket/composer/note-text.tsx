'use client';
import { useMemo } from 'react';
import { Markdown } from '@/components/ui/markdown';
import { mentionsIn } from '@/lib/people/rules';
import { useTicket } from '../use-ticket';

/** A note, with the colleagues whom it mentions made to stand out. Drawn anew only with another text. */
export function NoteText({ text }: { text: string }) {
  const { agents } = useTicket();
  return useMemo(
    () => <Markdown text={text} marks={mentionsIn(text, agents).map(({ start, end }) => text.slice(start, end))} />,
    [text, agents],
  );
}
