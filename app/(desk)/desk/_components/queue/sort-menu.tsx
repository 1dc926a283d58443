'use client';
import { ArrowDownWideNarrow } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Menu, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from '@/components/ui/menu';
import type { Sort } from './view';

/** What comes first in the list. Each order has its own address. */
export function SortMenu({ sort, choices }: { sort: Sort; choices: { sort: Sort; href: string }[] }) {
  const t = useTranslations('desk.sort');
  const router = useRouter();
  function choose(next: Sort) {
    const href = choices.find((choice) => choice.sort === next)?.href;
    if (href) router.push(href, { scroll: false });
  }
  return (
    <Menu>
      <MenuTrigger render={<Button variant="ghost" size="sm" className="-ml-[9px]" />}>
        <ArrowDownWideNarrow size={15} strokeWidth={1.75} aria-hidden />
        <span className="sr-only">{t('label')} </span>
        {t(sort)}
      </MenuTrigger>
      <MenuContent align="start" aria-label={t('label')}>
        <MenuRadioGroup value={sort} onValueChange={choose}>
          {choices.map((choice) => (
            <MenuRadioItem key={choice.sort} value={choice.sort}>
              {t(choice.sort)}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}
