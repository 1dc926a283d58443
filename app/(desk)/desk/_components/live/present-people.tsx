'use client';
import { useTranslations } from 'next-intl';
import { usePresent } from '@/components/live/live-provider';
import { Avatar } from '@/components/ui/avatar';

const shown = 3;

/** Who else has the open ticket before them. */
export function PresentPeople({ ticket }: { ticket: string }) {
  const t = useTranslations('live.present');
  const people = usePresent(ticket);
  const more = people.slice(shown).map(({ name }) => name);
  if (people.length === 0) return null;
  return (
    <ul aria-label={t('here')} className="mr-1.5 flex items-center -space-x-1">
      {people.slice(0, shown).map(({ userId, name, activity }) => (
        <li
          key={userId}
          title={t(activity, { name })}
          className="flex rounded-full ring-2 ring-[var(--ground,var(--surface))]"
        >
          <Avatar id={userId} name={name} size="sm" isOnline />
          <span className="sr-only">{t(activity, { name })}</span>
        </li>
      ))}
      {more.length > 0 && (
        <li title={more.join(', ')} className="pl-2 text-xs font-medium text-text-3 tabular-nums">
          <span aria-hidden>+{more.length}</span>
          <span className="sr-only">{more.join(', ')}</span>
        </li>
      )}
    </ul>
  );
}
