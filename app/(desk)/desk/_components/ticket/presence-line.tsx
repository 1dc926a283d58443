'use client';
import { useTranslations } from 'next-intl';
import { usePresent } from '@/components/live/live-provider';
import { useTicket } from './use-ticket';

/** The last knot of the thread, just above the paper: who else is writing at this moment. */
export function PresenceLine() {
  const t = useTranslations('live.writing');
  const { ticket } = useTicket();
  const writers = usePresent(ticket.id).filter(({ activity }) => activity !== 'viewing');
  const [first, second] = writers.map(({ name }) => name.split(' ')[0] ?? name);
  const what = writers.every(({ activity }) => activity === 'noting') ? 'note' : 'reply';
  return (
    <div role="status" className="shrink-0 px-6 max-md:px-4">
      {first !== undefined && (
        <p className="relative animate-rise pt-0.5 pb-2.5 pl-11 text-sm text-text-2 max-md:pl-10">
          <span aria-hidden className="absolute top-2.5 left-[7px] flex gap-[3px] max-md:left-[5px]">
            {[0, 1, 2].map((dot) => (
              <span
                key={dot}
                className="size-1 animate-blink rounded-full bg-thread"
                style={{ animationDelay: `${dot * 0.2}s` }}
              />
            ))}
          </span>
          {writers.length === 1 && t(what, { name: first })}
          {writers.length === 2 && t('two', { first, second: second ?? '' })}
          {writers.length > 2 && t('many', { count: writers.length })}
        </p>
      )}
    </div>
  );
}
