'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { RelativeTime } from '@/components/ui/relative-time';
import type { HistoryObject } from '@/lib/history/schema';

type Changes = NonNullable<HistoryObject['changes']>;

const b = (chunks: ReactNode) => <b className="font-semibold">{chunks}</b>;

/** What happened as sentences in the reader's language, one for each property that changed. */
export function TimelineSentences({ entry }: { entry: HistoryObject }) {
  const t = useTranslations('history.timeline');
  const line = useTranslations('tickets.line');
  const links = useTranslations('history.links.words');
  const who = entry.actorName ?? t('system');
  const { other, side = 'source', link } = entry;
  const number = other ? `#${other.number}` : '';
  const family = { who: 'other', name: who, number, b };
  switch (entry.type) {
    case 'ticket.created':
      return <p>{t.rich('created', { who, b })}</p>;
    case 'ticket.replied':
      return <p>{t.rich('replied', { who, b })}</p>;
    case 'ticket.noted':
      return <p>{t.rich('noted', { who, b })}</p>;
    case 'ticket.rated':
      return <p>{t.rich(entry.rating?.good ? 'ratedGood' : 'ratedBad', { who, b })}</p>;
    case 'ticket.merged':
      return <p>{line.rich(side === 'source' ? 'mergeSource' : 'mergeTarget', family)}</p>;
    case 'ticket.unmerged':
      return <p>{line.rich(side === 'source' ? 'unmergeSource' : 'unmergeTarget', family)}</p>;
    case 'ticket.split':
      return <p>{line.rich(side === 'source' ? 'splitSource' : 'splitTarget', family)}</p>;
    case 'ticket.linked':
    case 'ticket.unlinked': {
      const way = side === 'source' ? ('out' as const) : ('in' as const);
      const what = link ? links(`${link}.${way}`) : '';
      return <p>{t.rich(entry.type === 'ticket.linked' ? 'linked' : 'unlinked', { who, what, number, b })}</p>;
    }
    default:
      return <ChangeSentences changes={entry.changes ?? {}} names={entry.names} who={who} actor={entry.actor} />;
  }
}

function ChangeSentences({
  changes,
  names,
  who,
  actor,
}: Pick<HistoryObject, 'names' | 'actor'> & { changes: Changes; who: string }) {
  const t = useTranslations('history.timeline.changed');
  const words = useTranslations('tickets');
  const nameOf = (id: unknown) => (typeof id === 'string' ? (names[id] ?? t('somebody')) : '');
  const { status, priority, category, title, tags, assignedTo, team, snoozedUntil, resolution, ...others } = changes;
  const sentences: [key: string, sentence: ReactNode][] = [];
  const say = (key: string, sentence: ReactNode) => sentences.push([key, sentence]);
  if (status) {
    const [from, to] = [words(`status.${status.from}`), words(`status.${status.to}`)];
    say('status', t.rich('status', { who, from, to, b }));
  }
  if (priority) {
    const [from, to] = [words(`priority.${priority.from}`), words(`priority.${priority.to}`)];
    say('priority', t.rich('priority', { who, from, to, b }));
  }
  if (category) {
    const [from, to] = [words(`category.${category.from}`), words(`category.${category.to}`)];
    say('category', t.rich('category', { who, from, to, b }));
  }
  if (title) say('title', t.rich('title', { who, from: title.from, to: title.to, b }));
  if (tags) {
    const added = tags.to.filter((tag) => !tags.from.includes(tag));
    const removed = tags.from.filter((tag) => !tags.to.includes(tag));
    if (added.length > 0) say('added', t.rich('tagsAdded', { who, tags: added.join(', '), count: added.length, b }));
    if (removed.length > 0)
      say('removed', t.rich('tagsRemoved', { who, tags: removed.join(', '), count: removed.length, b }));
  }
  if (assignedTo?.to === actor) say('assigned', t.rich('took', { who, b }));
  else if (assignedTo?.to) {
    const word = assignedTo.from ? 'reassigned' : 'assigned';
    say('assigned', t.rich(word, { who, from: nameOf(assignedTo.from), to: nameOf(assignedTo.to), b }));
  } else if (assignedTo) say('assigned', t.rich('unassigned', { who, from: nameOf(assignedTo.from), b }));
  if (team)
    say('team', t.rich(team.to ? 'teamed' : 'unteamed', { who, from: nameOf(team.from), to: nameOf(team.to), b }));
  if (snoozedUntil?.to) {
    const at = snoozedUntil.to;
    say('snoozed', t.rich('snoozed', { who, when: () => <RelativeTime at={at} style="moment" />, b }));
  } else if (snoozedUntil) say('snoozed', t.rich('woken', { who, b }));
  if (resolution?.to) say('resolution', t.rich('resolution', { who, text: resolution.to.slice(0, 200), b }));
  for (const name of Object.keys(others)) say(name, t.rich('other', { who, name, b }));
  return sentences.map(([key, sentence]) => (
    <p key={key} className="[overflow-wrap:anywhere]">
      {sentence}
    </p>
  ));
}
