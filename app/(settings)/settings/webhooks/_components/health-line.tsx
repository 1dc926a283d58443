import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Health } from './webhook-view';

const icon = { size: 14, strokeWidth: 2, 'aria-hidden': true } as const;

/** The last day in numbers: "18 entregadas · 2 reintentándose · 1 fallida". */
export function HealthLine({ health }: { health: Health }) {
  const t = useTranslations('settings.webhooks.health');
  const { delivered, pending, failed } = health;
  if (delivered + pending + failed === 0) return <span className="text-text-3">{t('nothing')}</span>;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5 tabular-nums">
      {delivered > 0 && (
        <span className="inline-flex items-center gap-1">
          <CircleCheck {...icon} className="text-resolved-mark" />
          {t('delivered', { count: delivered })}
        </span>
      )}
      {pending > 0 && (
        <span className="inline-flex items-center gap-1">
          <CircleDashed {...icon} className="text-pending-mark" />
          {t('pending', { count: pending })}
        </span>
      )}
      {failed > 0 && (
        <span className="inline-flex items-center gap-1 font-medium text-urgent-text">
          <CircleX {...icon} />
          {t('failed', { count: failed })}
        </span>
      )}
    </span>
  );
}
