'use client';
import { useTranslations } from 'next-intl';
import { RelativeTime } from '@/components/ui/relative-time';
import { AssigneePicker } from './assignee-picker';
import { CategoryPicker, PriorityPicker, StatusPicker } from './pickers';
import { Row, rowsClass, Section } from './properties-section';
import { TagEditor } from './tag-editor';
import { useTicket } from './use-ticket';

/** What the ticket is, each property edited where it stands. */
export function FieldsSection() {
  const t = useTranslations('desk.properties');
  const words = useTranslations('tickets.fields');
  const { ticket, data } = useTicket();
  return (
    <Section title={t('title')}>
      <dl className={rowsClass}>
        <Row name={words('status')}>
          <StatusPicker look="value" />
        </Row>
        <Row name={words('priority')}>
          <PriorityPicker look="value" />
        </Row>
        <Row name={t('assignee')}>
          <AssigneePicker look="value" />
        </Row>
        <Row name={words('category')}>
          <CategoryPicker look="value" />
        </Row>
        <Row name={words('tags')}>
          <TagEditor key={ticket.id} />
        </Row>
        <Row name={t('created')}>
          <RelativeTime at={data.createdAt} style="moment" className="leading-7" />
        </Row>
        {data.resolvedAt && ticket.status !== 'closed' && (
          <Row name={t('resolved')}>
            <RelativeTime at={data.resolvedAt} style="moment" className="leading-7" />
          </Row>
        )}
      </dl>
    </Section>
  );
}
