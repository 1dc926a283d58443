'use client';
import { Bell } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Count } from '@/components/ui/count';
import { cx } from '@/components/ui/cx';
import { Drawer } from '@/components/ui/drawer';
import { deskPath } from '../queue/view';
import { NoticeList } from './notice-list';
import { useUnread } from './use-notices';

const looks = {
  /** A row of the rail; the icon alone below 1024 px. */
  rail: 'relative flex h-[30px] w-full shrink-0 items-center gap-[9px] rounded-md px-2 text-left text-sm font-medium text-text-2 hover:bg-hover max-lg:justify-center max-lg:px-0',
  /** In a phone's bar of tabs. */
  tab: 'grid min-h-[52px] w-full justify-items-center gap-[3px] pt-2 pb-[7px] text-2xs font-medium text-text-3 focus-visible:-outline-offset-2',
} as const;

/** As many as can be told at a glance. */
const shown = (count: number) => (count > 99 ? '99+' : String(count));

/** The bell, with how many notifications are unread, and the drawer of them that it opens. */
export function NoticeBell(props: {
  look: keyof typeof looks | 'bar';
  /** Where a ticket is; on the desk, in the view that one is in. */
  hrefOf?: (number: number) => string;
}) {
  const { look, hrefOf = deskPath } = props;
  const t = useTranslations('notifications');
  const unread = useUnread();
  const [isOpen, setOpen] = useState(false);
  const label = unread > 0 ? t('bellUnread', { count: shown(unread) }) : t('bell');
  const opener = {
    'aria-haspopup': 'dialog',
    'aria-expanded': isOpen,
    onClick: () => setOpen(true),
  } as const;
  const dot = unread > 0 && (
    <span className="absolute -top-1.5 left-2.5 min-w-4 rounded-full border-2 border-[var(--ground,var(--surface))] bg-thread px-1 text-center text-[10px] leading-3 font-semibold text-on-thread tabular-nums">
      {shown(unread)}
    </span>
  );
  return (
    <>
      {look === 'bar' ? (
        <Button {...opener} variant="icon" aria-label={label} title={t('bell')}>
          <span className="relative inline-flex" aria-hidden>
            <Bell size={18} strokeWidth={1.75} />
            {dot}
          </span>
        </Button>
      ) : (
        <button {...opener} type="button" title={look === 'rail' ? t('bell') : undefined} className={looks[look]}>
          <span className="relative inline-flex text-text-3" aria-hidden>
            <Bell size={look === 'rail' ? 16 : 20} strokeWidth={1.75} />
            {look === 'tab' ? dot : unread > 0 && <span className="lg:hidden">{dot}</span>}
          </span>
          {/* What is heard says in words what is seen. */}
          <span className="sr-only">{label}</span>
          <span className={cx(look === 'rail' && 'max-lg:hidden')} aria-hidden>
            {t('bell')}
          </span>
          {look === 'rail' && unread > 0 && (
            <span aria-hidden className="ml-auto max-lg:hidden">
              <Count isStrong className="font-medium text-thread-text">
                {shown(unread)}
              </Count>
            </span>
          )}
        </button>
      )}
      <Drawer open={isOpen} onOpenChange={setOpen} side="panel" title={t('title')} className="flex flex-col">
        <NoticeList unread={unread} hrefOf={hrefOf} onLeave={() => setOpen(false)} />
      </Drawer>
    </>
  );
}
