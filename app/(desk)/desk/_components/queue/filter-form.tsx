import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CategoryName } from '@/components/tickets/category-name';
import { PriorityMark } from '@/components/tickets/priority-mark';
import { StatusBadge } from '@/components/tickets/status-badge';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Input } from '@/components/ui/input';
import { LinkButton } from '@/components/ui/link-button';
import { categories, priorities } from '@/lib/tickets/schema';
import { GetForm } from './get-form';
import type { QueueData } from './load-queue';
import { countFilters, deskHref, deskPath, statusChoices, type View, viewParams, withoutFilters } from './view';

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="mb-0.5 text-xs font-medium text-text-3">{title}</legend>
      <div className="grid grid-cols-2 gap-x-3">{children}</div>
    </fieldset>
  );
}

function Choice({
  name,
  value,
  view,
  children,
}: {
  name: 'status' | 'priority' | 'category';
  value: string;
  view: View;
  children: ReactNode;
}) {
  const isOn = view[name].some((each) => each === value);
  return (
    <Checkbox name={name} value={value} defaultChecked={isOn} label={<span className="text-sm">{children}</span>} />
  );
}

/** What narrows the queue. Applying it is going to another address, so that it can be kept, shared and taken back. */
export function FilterForm({ data, ticket }: { data: QueueData; ticket?: number }) {
  const { view, suggestions } = data;
  const t = useTranslations('desk.filters');
  const words = useTranslations('tickets.fields');
  const statuses = statusChoices(view.queue);
  return (
    <GetForm action={deskPath(ticket)} className="grid gap-4">
      {viewParams(withoutFilters(view)).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {statuses.length > 0 && (
        <Group title={words('status')}>
          {statuses.map((status) => (
            <Choice key={status} name="status" value={status} view={view}>
              <StatusBadge status={status} isPlain />
            </Choice>
          ))}
        </Group>
      )}
      <Group title={words('priority')}>
        {priorities.toReversed().map((priority) => (
          <Choice key={priority} name="priority" value={priority} view={view}>
            <PriorityMark priority={priority} />
          </Choice>
        ))}
      </Group>
      <Group title={words('category')}>
        {categories.map((category) => (
          <Choice key={category} name="category" value={category} view={view}>
            <CategoryName category={category} />
          </Choice>
        ))}
      </Group>
      <label className="grid gap-1 text-xs font-medium text-text-3">
        {t('tag')}
        <Input
          size="md"
          name="tag"
          defaultValue={view.tag.join(', ')}
          list="desk-tags"
          autoComplete="off"
          maxLength={400}
        />
      </label>
      <datalist id="desk-tags">
        {suggestions.tags.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
      <label className="grid gap-1 text-xs font-medium text-text-3">
        {t('client')}
        <Input
          size="md"
          name="client"
          defaultValue={data.client?.email ?? view.client}
          list="desk-clients"
          autoComplete="off"
          inputMode="email"
          placeholder={t('clientPlaceholder')}
          maxLength={320}
        />
      </label>
      <datalist id="desk-clients">
        {suggestions.clients.map((client) => (
          <option key={client.email} value={client.email}>
            {client.name}
          </option>
        ))}
      </datalist>
      <div className="flex gap-2">
        <Button type="submit" variant="primary">
          {t('apply')}
        </Button>
        {countFilters(view) > 0 && (
          <LinkButton variant="ghost" href={deskHref(withoutFilters(view), ticket)} prefetch={false} scroll={false}>
            {t('clear')}
          </LinkButton>
        )}
      </div>
    </GetForm>
  );
}
