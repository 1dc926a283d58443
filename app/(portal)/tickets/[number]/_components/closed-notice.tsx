import { Minus, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Banner } from '@/components/ui/banner';
import { LinkButton } from '@/components/ui/link-button';
import { ThreadItem } from '@/components/ui/thread';

/** The end of a closed thread, where the composer would be: why there is none, and what to do instead; `rating` where it has no other place. */
export function ClosedNotice({ rating }: { rating?: ReactNode }) {
  const t = useTranslations('portal.reply');
  const mark = (
    <span className="grid size-8 place-items-center rounded-full bg-closed-soft text-closed-text max-md:size-7">
      <Minus size={16} strokeWidth={2.25} aria-hidden />
    </span>
  );
  return (
    <ThreadItem avatar={mark} isLast>
      <Banner tone="info" icon={null} level={3} title={t('closedTitle')}>
        <p className="text-md text-text-2">{t('closedText')}</p>
        <LinkButton href="/tickets/new" className="mt-3">
          <Plus size={16} strokeWidth={2} aria-hidden />
          {t('closedNew')}
        </LinkButton>
        {rating}
      </Banner>
    </ThreadItem>
  );
}
