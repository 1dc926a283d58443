import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { FieldValue } from '@/components/fields/field-value';
import { CategoryName } from '@/components/tickets/category-name';
import { PriorityMark } from '@/components/tickets/priority-mark';
import { StatusBadge } from '@/components/tickets/status-badge';
import { TagList } from '@/components/tickets/tag-list';
import { Avatar } from '@/components/ui/avatar';
import { RelativeTime } from '@/components/ui/relative-time';
import type { FieldRow } from '@/lib/fields/queries';
import type { TicketRow } from '@/lib/tickets/queries/rows';

function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt className="self-start text-text-3">{name}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-1.5">{children}</dd>
    </>
  );
}

/** What is known of a ticket beside its thread. */
export function TicketFacts(props: { ticket: TicketRow; assigneeName?: string | null; fields: FieldRow[] }) {
  const { ticket, assigneeName, fields } = props;
  const t = useTranslations('portal.ticket');
  return (
    <section aria-labelledby="facts">
      <h2 id="facts" className="mb-2.5 text-sm">
        {t('aside')}
      </h2>
      <dl className="grid grid-cols-[92px_minmax(0,1fr)] items-center gap-x-2 gap-y-[9px] leading-[22px]">
        <Fact name={t('status')}>
          <StatusBadge status={ticket.status} isPlain />
        </Fact>
        <Fact name={t('assignee')}>
          {ticket.assignedToId && assigneeName ? (
            <>
              <Avatar id={ticket.assignedToId} name={assigneeName} size="xs" />
              <span className="min-w-0 truncate">{assigneeName}</span>
            </>
          ) : (
            <span className="text-text-3">{t('nobody')}</span>
          )}
        </Fact>
        <Fact name={t('priority')}>
          <PriorityMark priority={ticket.priority} />
        </Fact>
        <Fact name={t('category')}>
          <CategoryName category={ticket.category} />
        </Fact>
        <Fact name={t('openedAt')}>
          <RelativeTime at={ticket.createdAt.toISOString()} style="moment" />
        </Fact>
        {ticket.resolvedAt && (
          <Fact name={t('resolvedAt')}>
            <RelativeTime at={ticket.resolvedAt.toISOString()} style="moment" />
          </Fact>
        )}
        {ticket.tags.length > 0 && (
          <Fact name={t('tags')}>
            <TagList tags={ticket.tags} />
          </Fact>
        )}
        {fields.map(({ key, label, kind }) => {
          const value = ticket.fields[key];
          return (
            value !== undefined && (
              <Fact key={key} name={<span className="[overflow-wrap:anywhere]">{label}</span>}>
                <FieldValue kind={kind} value={value} />
              </Fact>
            )
          );
        })}
      </dl>
    </section>
  );
}
