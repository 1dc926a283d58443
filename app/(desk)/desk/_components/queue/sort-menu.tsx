'use client';
import { ArrowDownWideNarrow } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import {
  Menu,
  MenuContent,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from '@/components/ui/menu';
import { type Sort, sorts } from '@/lib/desk/schema';
import { useDesk } from '../data/use-desk';
import { useLayout } from '../frame/use-layout';

/** What comes first in the list, which has an address for each order, and how close its rows stand. */
export function SortMenu() {
  const t = useTranslations('desk.sort');
  const { view, show } = useDesk();
  const { layout, arrange } = useLayout();
  return (
    <Menu>
      <MenuTrigger render={<Button variant="ghost" size="sm" className="-ml-[9px]" />}>
        <ArrowDownWideNarrow size={15} strokeWidth={1.75} aria-hidden />
        <span className="sr-only">{t('label')} </span>
        {t(view.sort)}
      </MenuTrigger>
      <MenuContent align="start" aria-label={t('label')}>
        <MenuRadioGroup value={view.sort} onValueChange={(sort: Sort) => show({ sort })}>
          {sorts.map((sort) => (
            <MenuRadioItem key={sort} value={sort}>
              {t(sort)}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
        <MenuSeparator />
        <MenuRadioGroup
          value={layout.isDense ? 'dense' : 'comfortable'}
          onValueChange={(density: string) => arrange({ isDense: density === 'dense' })}
        >
          <MenuLabel>{t('density')}</MenuLabel>
          <MenuRadioItem value="comfortable">{t('comfortable')}</MenuRadioItem>
          <MenuRadioItem value="dense">{t('dense')}</MenuRadioItem>
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}
