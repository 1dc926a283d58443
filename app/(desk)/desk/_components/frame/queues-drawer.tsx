'use client';
import { Menu as MenuIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Drawer } from '@/components/ui/drawer';

/** The queues on a phone: behind a button, in a drawer. Keyed by the address, so that choosing one closes it. */
export function QueuesDrawer({ children }: { children: ReactNode }) {
  const t = useTranslations('desk.queues');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="icon"
        aria-label={t('show')}
        aria-haspopup="dialog"
        className="md:hidden"
        onClick={() => setOpen(true)}
      >
        <MenuIcon size={18} strokeWidth={1.75} aria-hidden />
      </Button>
      <Drawer open={isOpen} onOpenChange={setOpen} side="left" title={t('title')} className="px-2.5 py-2">
        <nav aria-label={t('title')}>{children}</nav>
      </Drawer>
    </>
  );
}
