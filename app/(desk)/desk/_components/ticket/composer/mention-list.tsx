import { Avatar } from '@/components/ui/avatar';
import { type CaretList, caretList } from '@/components/ui/caret-menu';
import type { Agent } from '../desk-ticket';
import { findNamed, type Named } from './namesakes';

/**
 * Colleagues behind `@`, by any part of their name that begins a word. A note calls people by name, so those who share one
 * are one line, which says that it tells them all.
 */
export function mentionList(
  agents: Agent[],
  { label, together }: { label: string; together: (count: number) => string },
): CaretList {
  return caretList<Named<Agent>>({
    trigger: '@',
    label,
    find: (query) => findNamed(agents, query),
    keyOf: ({ person }) => person.id,
    line: ({ person }) => person.name,
    hint: ({ count }) => (count > 1 ? together(count) : undefined),
    icon: ({ person: { userId, name } }) => <Avatar id={userId} name={name} size="xs" />,
    pick: ({ person }) => `@${person.name} `,
  });
}
