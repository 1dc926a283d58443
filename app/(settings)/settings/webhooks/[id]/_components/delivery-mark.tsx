import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { DeliveryStatus } from '@/lib/webhooks/schema';

const looks = {
  delivered: { icon: CircleCheck, mark: 'text-resolved-mark' },
  pending: { icon: CircleDashed, mark: 'text-pending-mark' },
  failed: { icon: CircleX, mark: 'text-urgent-mark' },
} as const;

/** What became of a delivery: a glyph of its own and a word. */
export function DeliveryMark({ status }: { status: DeliveryStatus }) {
  const t = useTranslations('settings.webhooks.deliveryStatus');
  const { icon: Icon, mark } = looks[status];
  return (
    <span className="inline-flex items-center gap-1.5 text-sm font-medium whitespace-nowrap">
      <Icon size={16} strokeWidth={2} className={mark} aria-hidden />
      {t(status)}
    </span>
  );
}
