'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { FrameUser } from '@/components/layout/frame-user';
import { cx } from '@/components/ui/cx';
import { backdropClass, dialogClass } from '@/components/ui/dialog';
import { afterPaint } from '../frame/after-paint';
import { useTicketIfOpen } from '../ticket/use-ticket';
import { PaletteBody } from './palette-body';
import { palette } from './palette-store';
import { noteRecent } from './recent';

/** Everything that can be done and found from the keyboard, in one field. */
export function Palette({ user }: { user: FrameUser }) {
  const t = useTranslations('keys.palette');
  const opened = useSyncExternalStore(palette.subscribe, palette.read, () => undefined);
  const field = useRef<HTMLInputElement>(null);
  // What a line does is done once the palette has gone and the focus is back where it was.
  const next = useRef<(() => void) | undefined>(undefined);
  const open = useTicketIfOpen();
  const { number, title } = open?.ticket ?? {};

  useEffect(() => {
    // Once the ticket is on the screen: storage takes its time.
    if (number !== undefined && title !== undefined) afterPaint(() => noteRecent(user.id, { number, title }));
  }, [number, title, user.id]);
  // It belongs to the page that opened it.
  useEffect(() => palette.close, []);

  return (
    <Base.Root
      open={opened !== undefined}
      onOpenChange={(isOpen) => isOpen || palette.close()}
      onOpenChangeComplete={(isOpen) => {
        if (isOpen) return;
        const run = next.current;
        next.current = undefined;
        run?.();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Popup
          initialFocus={field}
          className={cx(
            dialogClass,
            'md:top-[14dvh] md:w-[min(616px,calc(100vw-32px))] md:translate-y-0 md:data-starting-style:-translate-y-2',
            'duration-fast! max-h-[min(560px,calc(100dvh-14dvh-32px))] grid-rows-[minmax(0,1fr)] overflow-hidden max-md:max-h-[85dvh] max-md:min-h-[60dvh]',
          )}
        >
          <Base.Title className="sr-only">{t('label')}</Base.Title>
          {opened && (
            <PaletteBody
              key={opened.id}
              opened={opened}
              user={user}
              field={field}
              onPick={(run) => {
                next.current = run;
                palette.close();
              }}
            />
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
