'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { readLocal, snoozeChoices, writeLocal } from './snooze-choices';
import { useReaderClock, useWhen } from './snooze-words';

interface SnoozeProps {
  /** Given the moment, RFC 3339. */
  onSnooze: (until: string) => void;
}

/** Until when? Some choices with what they mean written out, and any other time. */
export function SnoozeDialog(props: SnoozeProps & { open: boolean; onClose: () => void; title: string }) {
  const { open, onClose, title, onSnooze } = props;
  const t = useTranslations('order.snooze');
  return (
    <Dialog open={open} onOpenChange={(next) => next || onClose()} title={title} description={t('text')}>
      <SnoozeForm
        onSnooze={(until) => {
          onClose();
          onSnooze(until);
        }}
      />
    </Dialog>
  );
}

function SnoozeForm({ onSnooze }: SnoozeProps) {
  const t = useTranslations('order.snooze');
  const actions = useTranslations('common.actions');
  const when = useWhen();
  const { now, timeZone } = useReaderClock();
  const choices = snoozeChoices(now, timeZone);
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const picked = readLocal(text, timeZone);
  const isRight = picked !== null && picked > now;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isRight) onSnooze(picked.toISOString());
    else setWrong(true);
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-5">
      <ul className="grid gap-1">
        {choices.map(({ key, at }, index) => (
          <li key={key}>
            <button
              type="button"
              // The first choice is at hand: Enter, and the ticket is away.
              data-first={index === 0 ? '' : undefined}
              onClick={() => onSnooze(at.toISOString())}
              className="flex min-h-9 w-full items-center justify-between gap-4 rounded-md border border-line px-3 text-left text-md hover:bg-hover max-md:min-h-11"
            >
              <span>{t(`choice.${key}`)}</span>
              <span className="text-sm text-text-3 tabular-nums">{when(at)}</span>
            </button>
          </li>
        ))}
      </ul>
      <Field
        label={t('pick')}
        hint={isRight ? t('means', { when: when(picked) }) : t('zone', { zone: timeZone.replaceAll('_', ' ') })}
        error={isWrong && !isRight ? t('past') : undefined}
      >
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            value={text}
            min={writeLocal(now, timeZone)}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <DialogActions>
        <DialogClose render={<Button variant="ghost" />}>{actions('cancel')}</DialogClose>
        <Button type="submit" variant="primary">
          {t('submit')}
        </Button>
      </DialogActions>
    </form>
  );
}
