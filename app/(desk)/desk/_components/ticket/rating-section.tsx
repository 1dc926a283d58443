'use client';
import { Frown, Smile } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { RelativeTime } from '@/components/ui/relative-time';
import { Section } from './properties-section';
import { useTicket } from './use-ticket';

/** What the client said of how their ticket was answered, once they did. */
export function RatingSection() {
  const t = useTranslations('live.rating');
  const { rating } = useTicket().data;
  if (!rating) return null;
  const Face = rating.good ? Smile : Frown;
  return (
    <Section title={t('title')}>
      <p className="flex items-center gap-2 text-sm">
        <Face
          size={16}
          strokeWidth={1.75}
          aria-hidden
          className={rating.good ? 'text-resolved-mark' : 'text-high-mark'}
        />
        <span className="font-medium">{t(rating.good ? 'good' : 'bad')}</span>
        <span className="ml-auto text-xs text-text-3">
          <RelativeTime at={rating.updatedAt} style="moment" />
        </span>
      </p>
      {rating.comment && (
        <blockquote className="mt-2 border-l-2 border-line-strong pl-3 text-sm whitespace-pre-wrap text-text-2 [overflow-wrap:anywhere]">
          {rating.comment}
        </blockquote>
      )}
    </Section>
  );
}
