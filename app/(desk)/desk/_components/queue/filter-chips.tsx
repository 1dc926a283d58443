import { X } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { QueueData } from './load-queue';
import { changedView, deskHref, type View } from './view';

/** Each filter that is on, as a link that takes it off. Nothing when none is. */
export function FilterChips({ data, ticket }: { data: QueueData; ticket?: number }) {
  const { view, client } = data;
  const t = useTranslations('desk.filters');
  const words = useTranslations('tickets');
  const without = <Name extends 'status' | 'priority' | 'category' | 'tag'>(
    name: Name,
    value: View[Name][number],
  ): Partial<View> => ({
    [name]: view[name].filter((each) => each !== value),
  });
  const chips: { label: string; change: Partial<View> }[] = [
    ...view.status.map((status) => ({ label: words(`status.${status}`), change: without('status', status) })),
    ...view.priority.map((priority) => ({
      label: words(`priority.${priority}`),
      change: without('priority', priority),
    })),
    ...view.category.map((category) => ({
      label: words(`category.${category}`),
      change: without('category', category),
    })),
    ...view.tag.map((tag) => ({ label: tag, change: without('tag', tag) })),
    ...(view.client === '' ? [] : [{ label: client?.name ?? view.client, change: { client: '' } }]),
  ];
  if (chips.length === 0) return null;
  return (
    <ul aria-label={t('title')} className="flex flex-wrap gap-1.5 border-b border-line px-3 py-2">
      {chips.map(({ label, change }) => (
        <li key={label} className="min-w-0">
          <Link
            href={deskHref(changedView(view, change), ticket)}
            prefetch={false}
            scroll={false}
            aria-label={t('remove', { filter: label })}
            className="inline-flex h-6 max-w-full items-center gap-1 rounded-full bg-hover pr-1.5 pl-[9px] text-xs font-medium text-text-2 no-underline hover:bg-pressed max-md:h-9 max-md:px-3"
          >
            <span className="truncate">{label}</span>
            <X size={13} strokeWidth={2} className="text-text-3" aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  );
}
