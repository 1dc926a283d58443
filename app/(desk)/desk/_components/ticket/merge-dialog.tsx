'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import type { DeskRow } from '@/lib/desk/schema';
import { MergeEffects } from './merge-effects';
import { TicketPicker } from './ticket-picker';
import { TicketPreview } from './ticket-preview';
import { useFamily } from './use-family';
import { useTicket } from './use-ticket';

/** Chooses the ticket in which the open one is to go on, and says what that means before it is done. */
export function MergeDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('history.merge');
  const { ticket } = useTicket();
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={t('title', { source: ticket.number })}
      description={t('text')}
      className="md:w-[560px]"
    >
      <MergeForm onClose={onClose} />
    </Dialog>
  );
}

function MergeForm({ onClose }: { onClose: () => void }) {
  const t = useTranslations('history.merge');
  const actions = useTranslations('common.actions');
  const { ticket, data } = useTicket();
  const { merge } = useFamily();
  const [target, setTarget] = useState<DeskRow | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isMissing, setMissing] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setMissing(!target);
    if (!target) return;
    setBusy(true);
    const isDone = await merge(ticket, { id: target._id, number: target.number });
    setBusy(false);
    if (isDone) onClose();
  }

  return (
    <form noValidate onSubmit={submit}>
      <TicketPicker
        of={data}
        fits={(row) => row.mergedInto === null && row.status !== 'closed'}
        value={target}
        onPick={setTarget}
      />
      {isMissing && !target && (
        <p role="alert" className="mt-2 text-sm text-danger-text">
          {t('missing')}
        </p>
      )}
      {target && <TicketPreview row={target} />}
      {target && <MergeEffects source={data} target={target} />}
      <DialogActions>
        <DialogClose render={<Button variant="ghost" />}>{actions('cancel')}</DialogClose>
        <Button type="submit" variant="primary" isBusy={isBusy} busyLabel={actions('working')}>
          {target ? t('submit', { target: target.number }) : t('submitNone')}
        </Button>
      </DialogActions>
    </form>
  );
}
