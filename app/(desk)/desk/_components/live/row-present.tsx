'use client';
import { useTranslations } from 'next-intl';
import { usePresent } from '@/components/live/live-provider';
import { Avatar } from '@/components/ui/avatar';

/** In a row of the list: somebody else has this ticket open. */
export function RowPresent({ ticket }: { ticket: string }) {
  const people = usePresent(ticket);
  return people.length > 0 && <Present people={people} />;
}

// Apart: words that most rows have no use for are not made ready for each.
function Present({ people: [first, ...others] }: { people: ReturnType<typeof usePresent> }) {
  const t = useTranslations('live.present');
  if (!first) return null;
  const names = [first, ...others].map(({ name }) => name).join(', ');
  return (
    <span title={t('open', { names })} className="relative -my-1 flex">
      <Avatar id={first.userId} name={first.name} size="xs" isOnline />
      <span className="sr-only">{t('open', { names })} </span>
    </span>
  );
}
