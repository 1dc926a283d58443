import { useTranslations } from 'next-intl';
import { RelativeTime } from '@/components/ui/relative-time';
import { ThreadSystemLine } from '@/components/ui/thread';
import type { RatingObject } from '@/lib/ratings/schema';

/** In the thread: the client said how they found the answer. */
export function RatingLine({ rating, client }: { rating: RatingObject; client: string }) {
  const t = useTranslations('live.rating');
  return (
    <ThreadSystemLine density="desk" time={<RelativeTime at={rating.updatedAt} style="clock" />}>
      {t.rich(rating.good ? 'saidGood' : 'saidBad', { name: client, b: (text) => <b>{text}</b> })}
      {rating.comment && <span className="block text-text-2">«{rating.comment}»</span>}
    </ThreadSystemLine>
  );
}
