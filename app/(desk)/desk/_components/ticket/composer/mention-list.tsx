import { Avatar } from '@/components/ui/avatar';
import { type CaretList, caretList } from '@/components/ui/caret-menu';
import { foldText } from '@/lib/people/rules';
import type { Agent } from '../desk-ticket';

const most = 8;

/** Colleagues behind `@`, by any part of their name that begins a word. */
export function mentionList(agents: Agent[], label: string): CaretList {
  return caretList<Agent>({
    trigger: '@',
    label,
    find(query) {
      const wanted = foldText(query);
      return agents.filter(({ name }) => ` ${foldText(name)}`.includes(` ${wanted}`)).slice(0, most);
    },
    keyOf: ({ id }) => id,
    line: ({ name }) => name,
    icon: ({ userId, name }) => <Avatar id={userId} name={name} size="xs" />,
    pick: ({ name }) => `@${name} `,
  });
}
