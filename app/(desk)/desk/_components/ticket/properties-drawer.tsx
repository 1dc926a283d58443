'use client';
import { PanelRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Drawer } from '@/components/ui/drawer';
import { Late } from './late';
import { Properties } from './properties';

/** The properties where there is no room for them: behind a button, from the side or, on a phone, from below. */
export function PropertiesDrawer({ className }: { className?: string }) {
  const t = useTranslations('desk.properties');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="icon"
        size="sm"
        aria-label={t('open')}
        title={t('open')}
        aria-haspopup="dialog"
        className={className}
        onClick={() => setOpen(true)}
      >
        <PanelRight size={16} strokeWidth={1.75} aria-hidden />
      </Button>
      <Late open={isOpen}>
        {(open) => (
          <Drawer open={open} onOpenChange={setOpen} side="right" title={t('label')}>
            <Properties />
          </Drawer>
        )}
      </Late>
    </>
  );
}
