'use client';
import { ListFilter } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';

/** The filters' button with how many are on, and the panel that it opens. */
export function FilterPopover({ count, children }: { count: number; children: ReactNode }) {
  const t = useTranslations('desk.filters');
  return (
    <Popover>
      <PopoverTrigger
        render={
          <Button
            variant={count > 0 ? 'ghost' : 'icon'}
            size="sm"
            title={t('open')}
            className={count > 0 ? 'text-text' : ''}
          />
        }
      >
        <ListFilter size={16} strokeWidth={1.75} aria-hidden />
        <span className="sr-only">{t('open')}</span>
        {count > 0 && (
          <span className="tabular-nums">
            {count}
            <span className="sr-only"> {t('on', { count })}</span>
          </span>
        )}
      </PopoverTrigger>
      <PopoverContent title={t('title')}>{children}</PopoverContent>
    </Popover>
  );
}
