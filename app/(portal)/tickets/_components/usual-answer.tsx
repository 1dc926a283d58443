import { useNow, useTranslations } from 'next-intl';
import { usualWait } from './usual-wait';

/** How soon one is usually answered, in `seconds`. Where it has taken longer already, since `since`, that is said as well. */
export function UsualAnswer({ seconds, since }: { seconds: number; since?: Date }) {
  const t = useTranslations('portal.usual');
  const now = useNow();
  const wait = usualWait(seconds);
  const isLate = since !== undefined && now.getTime() - since.getTime() > seconds * 1_000;
  return (
    <>
      {t('answer', { unit: wait.unit, count: wait.count })}
      {isLate && ` ${t('late')}`}
    </>
  );
}
