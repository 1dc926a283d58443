'use client';
import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, use, useState } from 'react';
import { z } from 'zod';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import { changeTicketSchema, type TicketObject } from '@/lib/tickets/schema';
import { useTicket } from './use-ticket';

/** The route's own rule for a resolution, which resolving needs. */
const resolveSchema = z.object({ resolution: changeTicketSchema.shape.resolution.unwrap().unwrap() });

/** Sends the reply that resolves the ticket, with the sentence asked for. Settles when it is on its way, or is not to be. */
type Send = (resolution: string) => Promise<unknown>;

const Context = createContext<{ ask: (send?: Send) => void } | null>(null);

/** Asks for the one sentence that resolving takes, and resolves: by itself or, with `send`, with a reply. */
export function useResolve() {
  const context = use(Context);
  if (!context) throw new Error('useResolve needs a ResolveProvider above it');
  return context;
}

/** Where the dialog lives: once, for every way to resolve the ticket. */
export function ResolveProvider({ ticket, children }: { ticket: number | undefined; children: ReactNode }) {
  // For which ticket it is open: going to another one closes it.
  const [openFor, setOpenFor] = useState<number>();
  const [send, setSend] = useState<Send>();
  function ask(reply?: Send) {
    setSend(() => reply);
    setOpenFor(ticket);
  }
  const close = () => setOpenFor(undefined);
  return (
    <Context value={{ ask }}>
      {children}
      {ticket !== undefined && <ResolveDialog isOpen={openFor === ticket} send={send} onClose={close} />}
    </Context>
  );
}

function ResolveDialog({ isOpen, send, onClose }: { isOpen: boolean; send?: Send; onClose: () => void }) {
  const t = useTranslations('desk.resolve');
  const { ticket } = useTicket();
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(next) => next || onClose()}
      title={t('title', { number: ticket.number })}
      description={t('text')}
    >
      <ResolveForm send={send} onDone={onClose} />
    </Dialog>
  );
}

function ResolveForm({ send, onDone }: { send?: Send; onDone: () => void }) {
  const t = useTranslations('desk.resolve');
  const actions = useTranslations('common.actions');
  const { ticket, url, wrote, showNews, setConflict, change } = useTicket();
  // How the ticket stood when the dialog came up: what arrives behind it is not seen.
  const [begun] = useState(ticket);
  const [isSending, setSending] = useState(false);

  async function onConflict(resolution: string) {
    const found = await showNews(begun);
    if (found === 'unreachable' || found.length === 0) {
      // Only our own doing was in the way: the tag is fresh now.
      change({ status: 'resolved', resolution });
    } else {
      const resolved = { status: 'resolved' as const, resolution };
      setConflict({ found, act: { kind: 'change', change: resolved }, again: () => change(resolved) });
    }
    onDone();
  }

  const form = useApiForm<z.input<typeof resolveSchema>, z.output<typeof resolveSchema>, TicketObject>({
    schema: resolveSchema,
    url,
    method: 'PATCH',
    headers: () => ({ 'if-match': begun.etag }),
    defaultValues: { resolution: '' },
    draftKey: `resolution:${ticket.me.userId}:${ticket.id}`,
    toBody: ({ resolution }) => ({ status: 'resolved', resolution }),
    onSuccess(_, { resolution }, etag) {
      wrote(etag, { status: 'resolved', resolution });
      onDone();
    },
    onFailure(failure) {
      if (failure.code !== 'PRECONDITION_FAILED') return false;
      void onConflict(form.getValues('resolution'));
      return true;
    },
  });

  async function submit(event: React.FormEvent) {
    event.preventDefault();
    if (form.isBusy || isSending) return;
    if (send && (await form.trigger())) {
      setSending(true);
      await send(form.getValues('resolution').trim());
      setSending(false);
      form.reset({ resolution: '' });
      onDone();
      return;
    }
    await form.submit();
  }

  return (
    <form {...form.formProps} onSubmit={(event) => void submit(event)} className="grid gap-4">
      {form.problem && <FormErrors form={form} />}
      <Field {...form.field('resolution')} label={t('label')} hint={t('hint')}>
        {(control) => <Textarea {...control} {...form.register('resolution')} rows={3} autoFocus />}
      </Field>
      <DialogActions>
        <DialogClose render={<Button variant="ghost" />}>{actions('cancel')}</DialogClose>
        <Button type="submit" variant="primary" isBusy={form.isBusy || isSending} busyLabel={t('busy')}>
          {send ? t('submitReply') : t('submit')}
        </Button>
      </DialogActions>
    </form>
  );
}
