'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { ActionChips } from '@/components/macros/action-chips';
import { type CaretList, caretList } from '@/components/ui/caret-menu';
import type { MacroObject } from '@/lib/macros/schema';
import { useTicket } from '../ticket/use-ticket';
import { useApplyMacro } from './use-apply-macro';
import { findMacros, useMacros } from './use-macros';

/** The first line that says something. */
const firstLine = (body: string) => body.split('\n').find((line) => line.trim() !== '') ?? '';

/** People's names by the ids that macros know them by. */
function useAgentNames(): Map<string, string> {
  const { agents } = useTicket();
  return useMemo(() => new Map(agents.map(({ id, name }) => [id, name])), [agents]);
}

/** What `/` opens where an agent writes: macros by name, the most used first. */
export function useMacroList(): CaretList {
  const t = useTranslations('macros.desk');
  const macros = useMacros();
  const names = useAgentNames();
  const apply = useApplyMacro();
  return caretList<MacroObject>({
    trigger: '/',
    label: t('list'),
    find: (query) => findMacros(macros, query, 8),
    keyOf: (macro) => macro._id,
    line: (macro) => (
      <>
        {macro.name}
        <ActionChips actions={macro.actions} names={names} className="my-1" />
      </>
    ),
    hint: (macro) => firstLine(macro.body) || undefined,
    pick: (macro) => {
      // Once the text stands.
      setTimeout(() => apply?.act(macro));
      return apply ? apply.render(macro) : null;
    },
  });
}
