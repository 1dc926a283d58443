'use client';
import { RotateCcw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useEffect, useRef, useState, useTransition } from 'react';
import { apiFetch } from '@/components/forms/api';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import type { TicketStatus } from '@/lib/tickets/schema';

// Dialogs weigh more than the rest of the page, and most visits close nothing.
const load = () => import('@/components/ui/confirm-dialog');
const ConfirmDialog = lazy(() => load().then((module) => ({ default: module.ConfirmDialog })));

interface Props {
  ticket: { id: string; number: number; status: TicketStatus; etag: string };
}

/**
 * What a client may do to a ticket: close it (asked first, because only the team can open it again), or open a resolved one
 * again. Both only if the ticket still is as shown: somebody may just have answered.
 */
export function TicketActions({ ticket }: Props) {
  const { id, number, status, etag } = ticket;
  const t = useTranslations('portal.actions');
  const errors = useErrorSentence();
  const router = useRouter();
  const [isMoving, startMoving] = useTransition();
  const [isAsking, setAsking] = useState(false);
  const [hasAsked, setAsked] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const shown = useRef(status);

  useEffect(() => {
    // The button that was pressed is gone: whoever works by keyboard must not be thrown back to the top.
    if (shown.current !== status && document.activeElement === document.body) box.current?.focus();
    shown.current = status;
  }, [status]);

  async function move(to: 'open' | 'closed'): Promise<void> {
    const headers = { 'if-match': etag };
    const result = await apiFetch(`/v2/support-tickets/${id}`, { method: 'PATCH', body: { status: to }, headers });
    if (result.ok) {
      toast.done(t(to === 'closed' ? 'closed' : 'reopened', { number }));
    } else if (result.status === 401) {
      location.assign(`/sign-in?callbackUrl=${encodeURIComponent(location.pathname)}`);
    } else if (result.code === 'PRECONDITION_FAILED') {
      toast.error(t('changed'));
    } else {
      toast.error(result.status === 0 ? t('failed') : errors.sentence(result.code, result.message));
    }
    startMoving(() => router.refresh());
  }

  function ask() {
    setAsked(true);
    setAsking(true);
  }

  return (
    <div ref={box} tabIndex={-1} className="mt-5 grid gap-2 outline-none">
      {status === 'resolved' && (
        <Button isFull isBusy={isMoving} onClick={() => startMoving(() => move('open'))}>
          <RotateCcw size={16} strokeWidth={1.75} aria-hidden />
          {t('reopen')}
        </Button>
      )}
      {status !== 'closed' && (
        <>
          <Button
            isFull
            onPointerEnter={() => void load()}
            onFocus={() => void load()}
            onClick={ask}
            aria-haspopup="dialog"
          >
            {t('close')}
          </Button>
          <p className="text-text-3">{t('closeHint')}</p>
        </>
      )}
      {hasAsked && (
        <Suspense>
          <ConfirmDialog
            open={isAsking}
            onOpenChange={setAsking}
            title={t('closeTitle', { number })}
            description={t('closeText')}
            confirmLabel={t('close')}
            tone="ink"
            onConfirm={() => move('closed')}
          />
        </Suspense>
      )}
    </div>
  );
}
