'use client';
import type { ReactNode } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { useLast } from './use-last';

/** A dialog about something, open while there is `thing`; on its way out it still shows what it was about. */
export function DialogAbout<Thing>(props: {
  thing: Thing | undefined;
  onClose: () => void;
  title: (thing: Thing) => string;
  description?: string;
  children: (thing: Thing) => ReactNode;
}) {
  const { thing, onClose, title, description, children } = props;
  const shown = useLast(thing);
  return (
    <Dialog
      open={thing !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={<span className="[overflow-wrap:anywhere]">{shown && title(shown)}</span>}
      description={description}
    >
      {shown && children(shown)}
    </Dialog>
  );
}
