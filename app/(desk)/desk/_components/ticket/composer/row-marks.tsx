'use client';
import { MailWarning, PencilLine } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useOutbox } from './use-outbox';

/** What the reader has left in a ticket: a draft, or a reply that was not sent. Redraws itself, not its row. */
export function RowMarks({ number, hasDraft }: { number: number; hasDraft: boolean }) {
  const { items } = useOutbox();
  const isHeld = items.some((item) => item.number === number && (item.state === 'held' || item.state === 'failed'));
  return (isHeld || hasDraft) && <Mark isHeld={isHeld} />;
}

// Apart: words that most rows have no use for are not made ready for each.
function Mark({ isHeld }: { isHeld: boolean }) {
  const t = useTranslations('composer');
  if (isHeld) {
    return (
      <span className="inline-flex shrink-0 items-center gap-1 font-medium text-warning-text">
        <MailWarning size={13} strokeWidth={2} aria-hidden />
        {t('outbox.mark')}
      </span>
    );
  }
  return (
    <span className="inline-flex shrink-0 items-center gap-1 text-thread-text">
      <PencilLine size={13} strokeWidth={2} aria-hidden />
      {t('draft.mark')}
    </span>
  );
}
