import { useTranslations } from 'next-intl';
import { RelativeTime } from '@/components/ui/relative-time';
import { maxAttempts } from '@/lib/webhooks/rules';
import { outcomeKey } from './attempt-words';
import type { DeliveryView } from './delivery-view';

/** "Se reintenta en 12 min, intento 4 de 10", for what has not arrived yet. */
export function NextAttempt({ delivery }: { delivery: DeliveryView }) {
  const t = useTranslations('settings.webhooks.next');
  const { status, nextAttemptAt, attempts } = delivery;
  const last = attempts.at(-1);
  if (status !== 'pending' || (last && outcomeKey(last) === 'running')) return null;
  if (!nextAttemptAt) return <span className="block text-text-3">{t('now')}</span>;
  const number = (last?.number ?? 0) + 1;
  const time = () => <RelativeTime at={nextAttemptAt} />;
  const values = { time, number, limit: maxAttempts };
  return (
    <span className="block text-text-3 tabular-nums">
      {number === 1 ? t.rich('first', { time }) : t.rich(number > maxAttempts ? 'again' : 'retry', values)}
    </span>
  );
}
