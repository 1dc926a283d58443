'use client';
import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { apiFetch } from '@/components/forms/api';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Markdown } from '@/components/ui/markdown';
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu';
import { RelativeTime } from '@/components/ui/relative-time';
import { toast } from '@/components/ui/toast';
import type { ClientNoteObject } from '@/lib/clients/schema';
import { NoteForm } from './note-form';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** One note about a client. Its author, and admins, can change and delete it. */
export function NoteEntry({ note, url }: { note: ClientNoteObject; url: string }) {
  const t = useTranslations('clients');
  const common = useTranslations('common.form');
  const { sentence } = useErrorSentence();
  const router = useRouter();
  const [isEditing, setEditing] = useState(false);
  const [isDoomed, setDoomed] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);

  async function remove(): Promise<boolean> {
    const result = await apiFetch(url, { method: 'DELETE' });
    if (!result.ok) {
      toast.error(result.code === 'NETWORK' ? common('offline') : sentence(result.code, result.message));
      return false;
    }
    toast.done(t('noteDeleted'));
    router.refresh();
    return true;
  }

  function leave() {
    setEditing(false);
    requestAnimationFrame(() => opener.current?.focus());
  }

  if (isEditing) {
    return (
      <li>
        <NoteForm
          url={url}
          method="PATCH"
          label={t('editNote')}
          submit={t('saveNote')}
          text={note.text}
          onCancel={leave}
          onDone={() => {
            toast.done(t('noteSaved'));
            leave();
            router.refresh();
          }}
        />
      </li>
    );
  }
  return (
    <li className="rounded-lg border border-dashed border-note-line bg-note px-3.5 py-2.5">
      <div className="flex items-center gap-2 text-sm">
        <span className="min-w-0 truncate font-medium">{note.author?.name ?? t('gone')}</span>
        <span className="min-w-0 grow truncate text-note-text">
          <RelativeTime at={note.createdAt} />
          {note.updatedAt !== note.createdAt && ` · ${t('edited')}`}
        </span>
        {note.mayChange && (
          <Menu>
            <MenuTrigger
              ref={opener}
              render={<Button variant="icon" className="-my-1 -mr-2" aria-label={t('actions')} />}
            >
              <Ellipsis {...icon} />
            </MenuTrigger>
            <MenuContent aria-label={t('actions')}>
              <MenuItem icon={<Pencil {...icon} />} onClick={() => setEditing(true)}>
                {t('edit')}
              </MenuItem>
              <MenuItem icon={<Trash2 {...icon} />} tone="danger" onClick={() => setDoomed(true)}>
                {t('delete')}
              </MenuItem>
            </MenuContent>
          </Menu>
        )}
      </div>
      <Markdown text={note.text} className="mt-1 text-md" />
      <ConfirmDialog
        open={isDoomed}
        onOpenChange={setDoomed}
        title={t('deleteTitle')}
        description={t('deleteText')}
        confirmLabel={t('deleteNote')}
        onConfirm={remove}
      />
    </li>
  );
}
