'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CategoryName } from '@/components/tickets/category-name';
import { PriorityMark } from '@/components/tickets/priority-mark';
import { StatusBadge } from '@/components/tickets/status-badge';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Input } from '@/components/ui/input';
import { LinkButton } from '@/components/ui/link-button';
import { quoteValue, valuesOf, withOperator } from '@/lib/search/present';
import { parseSearch } from '@/lib/search/rules';
import type { Operator } from '@/lib/search/schema';
import { categories, priorities, statuses } from '@/lib/tickets/schema';
import { useDesk } from '../data/use-desk';
import { GetForm } from './get-form';
import { deskPath, viewParams } from './view';

/** The operators that the form writes. */
const filtered = ['status', 'priority', 'category', 'tag', 'client'] as const satisfies Operator[];

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="mb-0.5 text-xs font-medium text-text-3">{title}</legend>
      <div className="grid grid-cols-[5fr_7fr] gap-x-2">{children}</div>
    </fieldset>
  );
}

/** The values in a field where blanks and commas part them, and quotes hold them together. */
function typedValues(text: string): string[] {
  return (
    parseSearch(`tag:${text.trim().replace(/\s*,\s*|\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/g, ',')}`).tokens[0]?.values.map(
      (each) => each.text,
    ) ?? []
  );
}

/** What narrows the queue, written into the search box as its words: there is no other state than what stands there. */
export function FilterForm() {
  const t = useTranslations('desk.filters');
  const words = useTranslations('tickets.fields');
  const locale = useLocale() === 'en' ? 'en' : 'es';
  const { view, ticket, href, show } = useDesk();
  const on = Object.fromEntries(filtered.map((operator) => [operator, valuesOf(view.q, operator)]));
  const choice = (name: Operator, value: string, label: ReactNode) => (
    <Checkbox
      key={value}
      name={name}
      value={value}
      defaultChecked={on[name]?.includes(value)}
      label={<span className="text-sm">{label}</span>}
    />
  );
  function apply(fields: FormData) {
    const q = filtered.reduce((text, operator) => {
      const isTyped = operator === 'tag' || operator === 'client';
      const wanted = isTyped ? typedValues(String(fields.get(operator) ?? '')) : fields.getAll(operator).map(String);
      const isSame = wanted.length === on[operator]?.length && wanted.every((each) => on[operator]?.includes(each));
      return isSame ? text : withOperator(text, operator, wanted, locale);
    }, view.q);
    show({ q });
  }
  const cleared = filtered.reduce((text, operator) => withOperator(text, operator, [], locale), view.q);
  return (
    <GetForm action={deskPath(ticket)} onAsk={apply} className="grid gap-4">
      {viewParams(view).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Group title={words('status')}>
        {statuses.map((status) => choice('status', status, <StatusBadge status={status} isPlain />))}
      </Group>
      <Group title={words('priority')}>
        {priorities.toReversed().map((each) => choice('priority', each, <PriorityMark priority={each} />))}
      </Group>
      <Group title={words('category')}>
        {categories.map((each) => choice('category', each, <CategoryName category={each} />))}
      </Group>
      {(['tag', 'client'] as const).map((operator) => (
        <label key={operator} className="grid gap-1 text-xs font-medium text-text-3">
          {t(operator)}
          <Input
            size="md"
            name={operator}
            defaultValue={on[operator]?.map(quoteValue).join(', ')}
            autoComplete="off"
            inputMode={operator === 'client' ? 'email' : undefined}
            placeholder={operator === 'client' ? t('clientPlaceholder') : undefined}
            maxLength={400}
          />
        </label>
      ))}
      <div className="flex gap-2">
        <Button type="submit" variant="primary">
          {t('apply')}
        </Button>
        {cleared !== view.q && (
          <LinkButton variant="ghost" href={href(ticket, { q: cleared })} prefetch={false}>
            {t('clear')}
          </LinkButton>
        )}
      </div>
    </GetForm>
  );
}
