'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { DeskRow } from '@/lib/desk/schema';
import { TicketPicker } from './ticket-picker';
import { type Relative, useFamily } from './use-family';
import { useTicket } from './use-ticket';

/** What the open ticket can be to another: the two ways of a link each have a word. */
const choices = ['blocks.out', 'blocks.in', 'duplicates.out', 'duplicates.in', 'relates.out'] as const;

/** Says what the open ticket has to do with another. */
export function LinkDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('history.links');
  const { ticket } = useTicket();
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={t('title', { number: ticket.number })}
      description={t('text')}
      className="md:w-[560px]"
    >
      <LinkForm onClose={onClose} />
    </Dialog>
  );
}

function LinkForm({ onClose }: { onClose: () => void }) {
  const t = useTranslations('history.links');
  const actions = useTranslations('common.actions');
  const { ticket, data } = useTicket();
  const { link } = useFamily();
  const [choice, setChoice] = useState<(typeof choices)[number]>('relates.out');
  const [other, setOther] = useState<DeskRow | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isMissing, setMissing] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setMissing(!other);
    if (!other) return;
    setBusy(true);
    const [kind, way] = choice.split('.') as ['blocks' | 'duplicates' | 'relates', 'out' | 'in'];
    const ends: [Relative, Relative] = [ticket, { id: other._id, number: other.number }];
    const [from, to] = way === 'out' ? ends : ends.toReversed();
    const isDone = from && to && (await link(from, kind, to));
    setBusy(false);
    if (isDone) onClose();
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <Field label={t('kind', { number: ticket.number })}>
        {(control) => (
          <Select
            {...control}
            value={choice}
            onChange={(event) => setChoice(event.target.value as (typeof choices)[number])}
          >
            {choices.map((each) => (
              <option key={each} value={each}>
                {t(`words.${each}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <TicketPicker of={data} fits={() => true} value={other} onPick={setOther} />
      {isMissing && !other && (
        <p role="alert" className="text-sm text-danger-text">
          {t('missing')}
        </p>
      )}
      <DialogActions>
        <DialogClose render={<Button variant="ghost" />}>{actions('cancel')}</DialogClose>
        <Button type="submit" variant="primary" isBusy={isBusy} busyLabel={actions('working')}>
          {t('submit')}
        </Button>
      </DialogActions>
    </form>
  );
}
