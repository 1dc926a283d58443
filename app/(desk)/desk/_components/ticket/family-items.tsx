'use client';
import { GitMerge, History, Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { MenuItem, MenuSeparator } from '@/components/ui/menu';
import { Late } from './late';
import { LinkDialog } from './link-dialog';
import { MergeDialog } from './merge-dialog';
import { TimelineDrawer } from './timeline-drawer';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

type Asked = 'merge' | 'link' | 'history';

/** What the menu of a ticket offers of its history and of other tickets: its items, and what they open. */
export function useFamilyItems(onClose: () => void) {
  const t = useTranslations('history');
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => {
    setAsked(null);
    onClose();
  };
  return {
    items: (
      <>
        <MenuSeparator />
        <MenuItem icon={<GitMerge {...icon} />} onClick={() => setAsked('merge')}>
          {t('merge.item')}
        </MenuItem>
        <MenuItem icon={<Link2 {...icon} />} onClick={() => setAsked('link')}>
          {t('links.item')}
        </MenuItem>
        <MenuItem icon={<History {...icon} />} onClick={() => setAsked('history')}>
          {t('timeline.item')}
        </MenuItem>
      </>
    ),
    dialogs: (
      <>
        {(['merge', 'link', 'history'] as const).map((each) => (
          // For the palette, which presses what stands in the page.
          <button
            key={each}
            type="button"
            aria-hidden
            tabIndex={-1}
            data-key={each}
            className="sr-only"
            onClick={() => setAsked(each)}
          />
        ))}
        <Late open={asked === 'merge'}>{(open) => <MergeDialog open={open} onClose={close} />}</Late>
        <Late open={asked === 'link'}>{(open) => <LinkDialog open={open} onClose={close} />}</Late>
        <Late open={asked === 'history'}>{(open) => <TimelineDrawer open={open} onClose={close} />}</Late>
      </>
    ),
  };
}
