'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';

interface ResolveProps {
  onResolve: (change: { status: 'resolved'; resolution: string }) => void;
}

/** Asks for the one sentence that resolving takes: the same for all. */
export function BulkResolve({ open, onClose, onResolve }: ResolveProps & { open: boolean; onClose: () => void }) {
  const t = useTranslations('order.bulk');
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={t('resolveTitle')}
      description={t('resolveText')}
    >
      <ResolveForm onResolve={onResolve} />
    </Dialog>
  );
}

function ResolveForm({ onResolve }: ResolveProps) {
  const t = useTranslations('desk.resolve');
  const actions = useTranslations('common.actions');
  const errors = useErrorSentence();
  const [resolution, setResolution] = useState('');
  const [isMissing, setMissing] = useState(false);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const text = resolution.trim();
    if (text) onResolve({ status: 'resolved', resolution: text });
    else setMissing(true);
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <Field
        label={t('label')}
        error={isMissing && !resolution.trim() ? errors.withTip('RESOLUTION_REQUIRED') : undefined}
      >
        {(control) => (
          <Textarea {...control} rows={3} value={resolution} onChange={(event) => setResolution(event.target.value)} />
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
