'use client';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { apiFetch } from '@/components/forms/api';
import { FormErrors } from '@/components/forms/form-errors';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { toast } from '@/components/ui/toast';
import { ComposerPaper } from './composer-paper';
import { useResolve } from './resolve-dialog';
import { useReplyForm } from './use-reply-form';
import { useTicket } from './use-ticket';

/**
 * Where an agent answers or notes. A reply first asks whether somebody changed the ticket meanwhile; what was typed is kept
 * in any case. `then` is what becomes of the ticket once the reply is there.
 */
export function Composer() {
  const t = useTranslations('desk.composer');
  const errors = useErrorSentence();
  const actions = useTranslations('common.actions');
  const words = useTranslations('tickets.status');
  const { ticket, url, showSent, wrote, findNews, setConflict } = useTicket();
  const resolve = useResolve();
  const [isChecking, setChecking] = useState(false);
  const isSent = useRef(false);
  const then = useRef<'pending' | null>(null);

  const form = useReplyForm({
    url: `${url}/threads`,
    draftKey: `reply:${ticket.me.userId}:${ticket.id}`,
    async onSent(sent, etag) {
      isSent.current = true;
      showSent(sent);
      const { internal } = form.getValues();
      // Not part of the transition that this runs in: the paper is clean at once, not when the page has come again.
      queueMicrotask(() => {
        // By hand as well: a reset alone leaves the field its text, which registering it again then takes for newly typed.
        form.setValue('message', '');
        form.reset({ message: '', internal });
        form.setFocus('message');
      });
      const next = then.current;
      then.current = null;
      wrote(etag);
      if (next) await wait(etag);
    },
  });

  /** The second half of "send and wait for the client". The reply is there already, whatever becomes of this. */
  async function wait(etag: string | null): Promise<void> {
    const result = await apiFetch(url, {
      method: 'PATCH',
      body: { status: 'pending' },
      headers: etag ? { 'if-match': etag } : {},
    });
    wrote(result.ok ? result.etag : null);
    if (result.ok) return;
    const why = result.status === 0 ? '' : ` ${errors.sentence(result.code, result.message)}.`;
    toast.error(t('notMoved', { status: words('pending') }) + why, {
      label: actions('retry'),
      run: () => void wait(null),
    });
  }

  /** Whether it was sent. */
  async function send(isSure = false): Promise<boolean> {
    if (form.isBusy || isChecking) return false;
    isSent.current = false;
    const isReply = !form.getValues('internal');
    if (isReply && !isSure && (await form.trigger())) {
      setChecking(true);
      const found = await findNews();
      setChecking(false);
      if (found === 'unreachable') {
        toast.error(t('notSent'), { label: actions('retry'), run: () => void send() });
        return false;
      }
      if (found.length > 0) {
        setConflict({ found, act: { kind: 'reply' }, again: () => void send(true) });
        return false;
      }
    }
    setConflict(null);
    await form.submit();
    return isSent.current;
  }

  return (
    <>
      {form.problem && (
        <div className="mx-4 mb-3 shrink-0">
          <FormErrors form={form} />
        </div>
      )}
      <ComposerPaper
        form={form}
        isBusy={form.isBusy || isChecking}
        onSend={(next) => {
          then.current = next ?? null;
          void send();
        }}
        onResolve={async () => {
          then.current = null;
          if (await form.trigger('message')) resolve.ask(() => send());
          else await form.submit();
        }}
      />
    </>
  );
}
