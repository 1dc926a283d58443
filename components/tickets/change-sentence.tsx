import { useTranslations } from 'next-intl';
import { Fragment, type ReactNode } from 'react';
import { StatusBadge } from './status-badge';
import type { Clause } from './thread-entries';

interface Props {
  clauses: Clause[];
  by: { id: string | null; name: string };
  readerId: string;
  names: Map<string, string>;
}

const familyWords = {
  merge: { source: 'mergeSource', target: 'mergeTarget' },
  unmerge: { source: 'unmergeSource', target: 'unmergeTarget' },
  split: { source: 'splitSource', target: 'splitTarget' },
} as const;

function wordOf(clause: Exclude<Clause, { kind: 'said' | 'family' }>, byId: string | null, readerId: string) {
  if (clause.kind === 'moved' && clause.byReply) return 'woken' as const;
  if (clause.kind !== 'assigned') return clause.kind;
  if (clause.to === null) return 'unassigned' as const;
  if (clause.to === byId) return 'assignedSelf' as const;
  return clause.to === readerId ? ('assignedYou' as const) : ('assignedTo' as const);
}

const later = {
  moved: 'thenMoved',
  teamed: 'thenTeamed',
  unteamed: 'thenUnteamed',
  woken: 'thenWoken',
  closed: 'thenClosed',
  reopened: 'thenReopened',
  unassigned: 'thenUnassigned',
  assignedSelf: 'thenAssignedSelf',
  assignedYou: 'thenAssignedYou',
  assignedTo: 'thenAssignedTo',
} as const;

/** What one person did in one go, in the reader's language: "Nuria Campos tomó el ticket y lo dejó En curso". */
export function ChangeSentence({ clauses, by, readerId, names }: Props) {
  const t = useTranslations('tickets.line');

  function phrase(clause: Clause, isFirst: boolean): ReactNode {
    if (clause.kind === 'said') return clause.text;
    if (clause.kind === 'family') {
      const { kind, side, number } = clause.change;
      const who = by.id === readerId ? 'you' : 'other';
      return t.rich(familyWords[kind][side], {
        who,
        name: by.name,
        number: `#${number}`,
        b: (chunks) => <b>{chunks}</b>,
      });
    }
    const word = wordOf(clause, by.id, readerId);
    return t.rich(isFirst ? word : later[word], {
      who: by.id === readerId ? 'you' : 'other',
      name: by.name,
      team: 'team' in clause ? clause.team : '',
      to: (clause.kind === 'assigned' && clause.to && names.get(clause.to)) || t('somebody'),
      b: (chunks) => <b>{chunks}</b>,
      status: () => clause.kind === 'moved' && <StatusBadge status={clause.to} isInline />,
    });
  }

  const [first, ...rest] = clauses;
  if (!first) return null;
  return rest.reduce<ReactNode>(
    (sentence, clause, index) => (
      <Fragment key="sentence">
        {t.rich(index === rest.length - 1 ? 'and' : 'comma', {
          first: () => sentence,
          second: () => phrase(clause, false),
        })}
      </Fragment>
    ),
    phrase(first, true),
  );
}
