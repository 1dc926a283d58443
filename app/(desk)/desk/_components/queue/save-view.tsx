'use client';
import { BookmarkPlus, Save } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { useDesk } from '../data/use-desk';
import { useQueueList } from '../data/use-queues';
import { useViews } from '../data/use-views';
import { ViewDialog } from './view-dialog';

/** Keeps what is being looked at as a view; where that is a view already, what was added to it. */
export function SaveView() {
  const t = useTranslations('views');
  const { view, show } = useDesk();
  const { change } = useViews();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const queue = useQueueList().find((each) => each.id === view.queue);
  const whole = `${queue?.query ?? ''} ${view.q}`.trim();
  const saved = queue?.view;

  async function keep() {
    setBusy(true);
    const isDone = await change(view.queue, { query: whole, sort: view.sort });
    setBusy(false);
    if (!isDone) return;
    toast.done(t('changed', { name: saved?.name ?? '' }));
    show({ q: '' });
  }

  return (
    <div className="-ml-2 flex flex-wrap gap-1">
      {saved?.canChange && (
        <Button variant="ghost" size="sm" isBusy={isBusy} onClick={() => void keep()}>
          <Save size={14} strokeWidth={1.75} aria-hidden />
          {t('keepChanges')}
        </Button>
      )}
      <Button variant="ghost" size="sm" onClick={() => setOpen(true)}>
        <BookmarkPlus size={14} strokeWidth={1.75} aria-hidden />
        {t('saveAs')}
      </Button>
      <ViewDialog
        open={isOpen}
        onOpenChange={setOpen}
        start={{ name: '', query: whole, sort: view.sort, shared: false }}
        onSaved={(made) => {
          toast.done(t('saved', { name: made.name }));
          show({ queue: made._id, q: '', sort: made.sort });
        }}
      />
    </div>
  );
}
