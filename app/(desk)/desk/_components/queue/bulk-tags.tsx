'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { TagInput } from '@/components/ui/tag-input';

interface TagsProps {
  onTags: (change: { addTags?: string[]; removeTags?: string[] }) => void;
}

/** Words that all are given, and words that are taken from all. */
export function BulkTags({ open, onClose, onTags }: TagsProps & { open: boolean; onClose: () => void }) {
  const t = useTranslations('order.bulk');
  return (
    <Dialog open={open} onOpenChange={(next) => next || onClose()} title={t('tagsTitle')}>
      <TagsForm onTags={onTags} />
    </Dialog>
  );
}

function TagsForm({ onTags }: TagsProps) {
  const t = useTranslations('order.bulk');
  const actions = useTranslations('common.actions');
  const [added, setAdded] = useState<string[]>([]);
  const [removed, setRemoved] = useState<string[]>([]);
  const [isMissing, setMissing] = useState(false);
  const isNothing = added.length === 0 && removed.length === 0;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isNothing) setMissing(true);
    else onTags({ ...(added.length > 0 && { addTags: added }), ...(removed.length > 0 && { removeTags: removed }) });
  }

  return (
    // A press on the submit button must not leave the field first: the word in it would move the button away.
    <form noValidate onSubmit={submit} className="grid gap-5">
      <Field label={t('addTags')} error={isMissing && isNothing ? t('tagsMissing') : undefined} optional>
        {(control) => <TagInput control={control} value={added} onChange={setAdded} />}
      </Field>
      <Field label={t('removeTags')} optional>
        {(control) => <TagInput control={control} value={removed} onChange={setRemoved} />}
      </Field>
      <DialogActions>
        <DialogClose render={<Button variant="ghost" />}>{actions('cancel')}</DialogClose>
        <Button type="submit" variant="primary">
          {t('tagsSubmit')}
        </Button>
      </DialogActions>
    </form>
  );
}
