'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { categories, limits, priorities } from '@/lib/tickets/schema';
import { useFamily } from './use-family';
import { useTicket } from './use-ticket';

/** A message that is to open a ticket of its own. */
export interface SplitMessage {
  id: string;
  text: string;
}

/** The first line, without the signs of Markdown. */
function titleOf(text: string): string {
  const [line = ''] = text
    .replaceAll(/[#*_>`]/g, '')
    .trim()
    .split('\n');
  return line.trim().slice(0, 80);
}

/** Opens a new ticket with a message of the open one. */
export function SplitDialog({ message, onClose }: { message: SplitMessage | null; onClose: () => void }) {
  const t = useTranslations('history.split');
  return (
    <Dialog
      open={message !== null}
      onOpenChange={(next) => next || onClose()}
      title={t('title')}
      description={t('text')}
    >
      {message && <SplitForm message={message} onClose={onClose} />}
    </Dialog>
  );
}

function SplitForm({ message, onClose }: { message: SplitMessage; onClose: () => void }) {
  const t = useTranslations('history.split');
  const actions = useTranslations('common.actions');
  const words = useTranslations('tickets');
  const { ticket } = useTicket();
  const { split } = useFamily();
  const [title, setTitle] = useState(() => titleOf(message.text));
  const [priority, setPriority] = useState(ticket.priority);
  const [category, setCategory] = useState(ticket.category);
  const [isBusy, setBusy] = useState(false);
  const [isMissing, setMissing] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setMissing(title.trim() === '');
    if (title.trim() === '') return;
    setBusy(true);
    const isDone = await split(ticket, { thread: message.id, title, priority, category });
    setBusy(false);
    if (isDone) onClose();
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <blockquote className="line-clamp-4 rounded-lg border border-line bg-bg px-4 py-3 text-sm whitespace-pre-line text-text-2 [overflow-wrap:anywhere]">
        {message.text}
      </blockquote>
      <Field label={words('fields.title')} error={isMissing && title.trim() === '' ? t('missing') : undefined}>
        {(control) => (
          <Input
            {...control}
            value={title}
            maxLength={limits.title}
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-4">
        <Field label={words('fields.priority')}>
          {(control) => (
            <Select
              {...control}
              value={priority}
              onChange={(event) => setPriority(priorities.find((each) => each === event.target.value) ?? priority)}
            >
              {priorities.map((each) => (
                <option key={each} value={each}>
                  {words(`priority.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={words('fields.category')}>
          {(control) => (
            <Select
              {...control}
              value={category}
              onChange={(event) => setCategory(categories.find((each) => each === event.target.value) ?? category)}
            >
              {categories.map((each) => (
                <option key={each} value={each}>
                  {words(`category.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <DialogActions>
        <DialogClose render={<Button variant="ghost" />}>{actions('cancel')}</DialogClose>
        <Button type="submit" variant="primary" isBusy={isBusy} busyLabel={actions('working')}>
          {t('submit')}
        </Button>
      </DialogActions>
    </form>
  );
}
