'use client';
import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { toast } from '@/components/ui/toast';
import type { FieldObject } from '@/lib/fields/schema';
import { useLast } from '../../_components/use-last';
import { ArchivedFields } from './archived-fields';
import { CreateField } from './create-field';
import { EditField } from './edit-field';
import { FieldList } from './field-list';
import { useFieldActs } from './use-field-acts';

/** The fields in use in their order, those out of use below, and the dialogs that make and change one. */
export function FieldsView({ fields }: { fields: FieldObject[] }) {
  const t = useTranslations('fields.settings');
  const router = useRouter();
  const acts = useFieldActs();
  const [isCreating, setCreating] = useState(false);
  const [edited, setEdited] = useState<FieldObject>();
  const [doomed, setDoomed] = useState<FieldObject>();
  const shownDoomed = useLast(doomed);
  const inUse = fields.filter((field) => !field.archived);
  const archived = fields.filter((field) => field.archived);

  function settle(text: string) {
    toast.done(text);
    setCreating(false);
    setEdited(undefined);
    router.refresh();
  }

  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        action={
          <Button variant="primary" size="lg" onClick={() => setCreating(true)}>
            <Plus size={16} strokeWidth={1.75} aria-hidden />
            {t('create')}
          </Button>
        }
      />
      {inUse.length > 0 ? (
        <FieldList
          fields={inUse}
          onEdit={setEdited}
          onArchive={(field) => void acts.archive(field)}
          onMove={acts.move}
        />
      ) : (
        <Panel>
          <EmptyState drawing="spool" title={t('emptyTitle')} text={t('emptyText')} />
        </Panel>
      )}
      {archived.length > 0 && (
        <ArchivedFields fields={archived} onRestore={(field) => void acts.restore(field)} onDelete={setDoomed} />
      )}
      <CreateField
        open={isCreating}
        onOpenChange={setCreating}
        onDone={(field) => settle(t('created', { label: field.label }))}
      />
      <EditField
        field={edited}
        onClose={() => setEdited(undefined)}
        onDone={(field) => settle(t('saved', { label: field.label }))}
      />
      <ConfirmDialog
        open={doomed !== undefined}
        onOpenChange={(open) => !open && setDoomed(undefined)}
        title={
          <span className="[overflow-wrap:anywhere]">{t('deleteTitle', { label: shownDoomed?.label ?? '' })}</span>
        }
        description={t('deleteText')}
        confirmLabel={t('delete')}
        onConfirm={() => (doomed ? acts.remove(doomed) : undefined)}
      />
    </>
  );
}
