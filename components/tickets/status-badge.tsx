import { useTranslations } from 'next-intl';
import { cx } from '@/components/ui/cx';
import type { TicketStatus } from '@/lib/tickets/schema';
import { StatusGlyph } from './status-glyph';

const words: Record<TicketStatus, string> = {
  open: 'text-open-text',
  pending: 'text-pending-text',
  in_progress: 'text-progress-text',
  resolved: 'text-resolved-text',
  closed: 'text-closed-text',
};
const grounds: Record<TicketStatus, string> = {
  open: 'bg-open-soft',
  pending: 'bg-pending-soft',
  in_progress: 'bg-progress-soft',
  resolved: 'bg-resolved-soft',
  closed: 'bg-closed-soft',
};

/**
 * A ticket's status: glyph and word. Soft pill in headers (`isInline` inside a sentence); `isPlain` in lists and properties,
 * at the size of the text round it. Never clickable: a picker is a button that holds one.
 */
export function StatusBadge(props: {
  status: TicketStatus;
  isPlain?: boolean;
  isInline?: boolean;
  className?: string;
}) {
  const { status, isPlain, isInline } = props;
  const t = useTranslations('tickets.status');
  return (
    <span
      className={cx(
        'inline-flex items-center whitespace-nowrap',
        words[status],
        isPlain
          ? 'gap-1.5'
          : cx(
              'gap-[5px] rounded-full pr-[9px] pl-1.5 text-xs font-medium',
              grounds[status],
              isInline ? 'relative -top-px h-5 align-middle' : 'h-[22px]',
            ),
        props.className,
      )}
    >
      <StatusGlyph status={status} />
      {t(status)}
    </span>
  );
}
