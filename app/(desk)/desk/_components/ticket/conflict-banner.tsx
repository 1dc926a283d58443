'use client';
import { GitCompareArrows, MessageSquare, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import type { TicketCategory, TicketPriority, TicketStatus } from '@/lib/tickets/schema';
import { Excerpt, showEntry } from './composer/excerpt';
import { HeldBanners } from './composer/held-banner';
import type { Fields } from './desk-ticket';
import type { Deed } from './differences';
import { type Conflict, useTicket } from './use-ticket';

function firstName(name: string): string {
  return name.split(' ')[0] ?? name;
}

function useDeedSentence() {
  const t = useTranslations('desk.conflict.deed');
  const conflict = useTranslations('desk.conflict');
  const words = useTranslations('tickets');
  const { ticket, agents } = useTicket();
  const strong = (chunks: ReactNode) => <b className="font-medium text-text">{chunks}</b>;
  return (deed: Deed, actorId: string | null): ReactNode => {
    if (deed.kind === 'status')
      return t.rich('status', { b: strong, value: words(`status.${deed.value as TicketStatus}`) });
    if (deed.kind === 'priority')
      return t.rich('priority', { b: strong, value: words(`priority.${deed.value as TicketPriority}`) });
    if (deed.kind === 'category')
      return t.rich('category', { b: strong, value: words(`category.${deed.value as TicketCategory}`) });
    if (deed.kind !== 'assignee') return t(deed.kind);
    if (deed.to === null) return t('unassigned');
    if (deed.to === actorId) return t('taken');
    if (deed.to === ticket.me.userId) return t('toYou');
    return t.rich('assigned', {
      b: strong,
      name: agents.find((agent) => agent.userId === deed.to)?.name ?? conflict('somebody'),
    });
  };
}

/** The reader's own change, short: "Prioridad: Urgente". */
function useChangeWords() {
  const words = useTranslations('tickets');
  const t = useTranslations('desk.properties');
  const order = useTranslations('order');
  return ({ status, assignee, team, snoozedUntil, priority, category, tags }: Partial<Fields>): string => {
    if (team !== undefined) return `${order('team')}: ${team?.name ?? order('noTeam')}`;
    if (snoozedUntil !== undefined) return order(snoozedUntil ? 'snooze.title' : 'snooze.wake');
    if (status) return `${words('fields.status')}: ${words(`status.${status}`)}`;
    if (assignee !== undefined) return `${t('assignee')}: ${assignee?.name ?? t('nobody')}`;
    if (priority) return `${words('fields.priority')}: ${words(`priority.${priority}`)}`;
    if (category) return `${words('fields.category')}: ${words(`category.${category}`)}`;
    return `${words('fields.tags')}: ${tags?.join(', ') || '—'}`;
  };
}

/** Somebody was faster. Says who and what, keeps what was ours, and lets the reader decide: now, or of a reply that waited. */
export function ConflictBanner() {
  const { conflict } = useTicket();
  return (
    <>
      <HeldBanners />
      {conflict && <Told conflict={conflict} />}
    </>
  );
}

function Told({ conflict }: { conflict: Conflict }) {
  const t = useTranslations('desk.conflict');
  const actions = useTranslations('common.actions');
  const { data, setConflict } = useTicket();
  const sentence = useDeedSentence();
  const changeWords = useChangeWords();
  const box = useRef<HTMLDivElement>(null);
  const { found, act, again } = conflict;
  const [only] = found.length === 1 ? found : [];
  const isWord = only?.deeds.every((deed) => 'messageId' in deed) ?? false;
  const name = only ? (only.actorName ? firstName(only.actorName) : t('program')) : '';
  const threadId = found.find((each) => each.threadId !== null)?.threadId;
  // What they said last: it is to be read before anything else is said.
  const saidIds = found.flatMap(({ deeds }) => deeds.flatMap((deed) => ('messageId' in deed ? [deed.messageId] : [])));
  const message = data.threads.findLast(({ id }) => saidIds.includes(id));
  const kept = act.kind === 'reply' ? t('keptReply') : t('keptChange', { change: changeWords(act.change) });
  const Icon = isWord ? MessageSquare : GitCompareArrows;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each conflict takes the focus once
  useEffect(() => box.current?.focus(), [conflict]);

  return (
    <Banner
      ref={box}
      tabIndex={-1}
      role="alert"
      tone="warn"
      level={3}
      className="mx-4 mb-3 shrink-0 max-md:mx-3"
      icon={<Icon size={18} strokeWidth={1.75} />}
      title={only ? t(isWord ? 'titleWord' : 'title', { name, act: act.kind }) : t('titleMany', { act: act.kind })}
      end={
        <Button variant="icon" size="sm" aria-label={actions('close')} onClick={() => setConflict(null)}>
          <X size={16} strokeWidth={1.75} aria-hidden />
        </Button>
      }
    >
      <div className="mt-0.5 text-md text-text-2">
        {found.map(({ actorId, actorName, deeds }) => (
          <p key={actorId}>
            {found.length > 1 && `${actorName ? firstName(actorName) : t('program')}: `}
            {deeds.map((deed) => (
              <Fragment key={'messageId' in deed ? deed.messageId : deed.kind}>{sentence(deed, actorId)} </Fragment>
            ))}
            {found.length === 1 && kept}
          </p>
        ))}
        {found.length > 1 && <p>{kept}</p>}
      </div>
      {message && <Excerpt name={message.authorName ?? t('program')} text={message.message} />}
      <div className="mt-3 flex flex-wrap gap-2">
        <Button
          variant="primary"
          onClick={() => {
            setConflict(null);
            again();
          }}
        >
          {t(act.kind === 'reply' ? 'sendAnyway' : 'changeAnyway')}
        </Button>
        {threadId && (
          <Button variant="ghost" onClick={() => showEntry(threadId)}>
            {t('see')}
          </Button>
        )}
        {act.kind === 'reply' && (
          <Button
            variant="ghost"
            onClick={() => {
              setConflict(null);
              document.querySelector<HTMLElement>('[data-composer]')?.focus();
            }}
          >
            {t('back')}
          </Button>
        )}
        {act.kind === 'change' && (
          <Button variant="ghost" onClick={() => setConflict(null)}>
            {t('leave')}
          </Button>
        )}
      </div>
    </Banner>
  );
}
