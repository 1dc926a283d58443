import { CircleCheck, CirclePause, OctagonX, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cx } from '@/components/ui/cx';
import type { WebhookState } from './webhook-view';

const looks = {
  on: { icon: CircleCheck, mark: 'text-resolved-mark', badge: 'bg-resolved-soft text-resolved-text' },
  failing: { icon: TriangleAlert, mark: 'text-pending-mark', badge: 'bg-pending-soft text-pending-text' },
  off: { icon: CirclePause, mark: 'text-closed-mark', badge: 'bg-closed-soft text-closed-text' },
  stopped: { icon: OctagonX, mark: 'text-urgent-mark', badge: 'bg-urgent-soft text-urgent-text' },
} as const;

/** How a webhook is, in a glyph of its own and a word. */
export function StateBadge({ state }: { state: WebhookState }) {
  const t = useTranslations('settings.webhooks.state');
  const { icon: Icon, badge } = looks[state];
  return (
    <span
      className={cx(
        'inline-flex h-6 items-center gap-1.5 rounded-full pr-2.5 pl-2 text-xs font-medium whitespace-nowrap',
        badge,
      )}
    >
      <Icon size={14} strokeWidth={2} aria-hidden />
      {t(state)}
    </span>
  );
}
