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

/** What is done before the ticket is resolved: the reply is sent. Answers whether to go on. */
type First = () => Promise<boolean>;

const Context = createContext<{ ask: (first?: First) => void } | null>(null);

/** Asks for the one sentence that resolving takes, and resolves. */
export function useResolve() {
  const context = use(Context);
  if (!context) throw new Error('useResolve needs a ResolveProvider above it');
  return context;
}

/** Where the dialog lives: once, for every way to resolve the ticket. */
export function ResolveProvider({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const [first, setFirst] = useState<First>();
  const t = useTranslations('desk.resolve');
  const { ticket } = useTicket();
  function ask(before?: First) {
    setFirst(() => before);
    setOpen(true);
  }
  return (
    <Context value={{ ask }}>
      {children}
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t('title', { number: ticket.number })}
        description={t('text')}
      >
        <ResolveForm first={first} onDone={() => setOpen(false)} />
      </Dialog>
    </Context>
  );
}

function ResolveForm({ first, onDone }: { first?: First; onDone: () => void }) {
  const t = useTranslations('desk.resolve');
  const actions = useTranslations('common.actions');
  const { ticket, url, ifUnchanged, wrote, showNews, setConflict, change } = useTicket();
  const [isFirst, setFirst] = useState(false);

  async function onConflict(resolution: string) {
    const found = await showNews();
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
    // After our own reply the tag is another one; that reply has just been checked against what others did.
    headers: () => (first ? {} : ifUnchanged()),
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
    if (form.isBusy || isFirst) return;
    if (first && (await form.trigger())) {
      setFirst(true);
      const isSent = await first();
      setFirst(false);
      if (!isSent) {
        onDone();
        return;
      }
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
        <Button type="submit" variant="primary" isBusy={form.isBusy || isFirst} busyLabel={t('busy')}>
          {first ? t('submitReply') : t('submit')}
        </Button>
      </DialogActions>
    </form>
  );
}
