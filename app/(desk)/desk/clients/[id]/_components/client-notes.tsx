'use client';
import { Lock } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { toast } from '@/components/ui/toast';
import type { ClientNoteObject } from '@/lib/clients/schema';
import { NoteEntry } from './note-entry';
import { NoteForm } from './note-form';

/** What the desk noted about a client, newest first, and the paper for the next note. No client ever sees it. */
export function ClientNotes(props: { clientId: string; readerId: string; notes: ClientNoteObject[] }) {
  const { clientId, readerId, notes } = props;
  const t = useTranslations('clients');
  const router = useRouter();
  const url = `/v2/clients/${clientId}/notes`;
  return (
    <section aria-labelledby="client-notes" className="min-w-0">
      <h2 id="client-notes" className="text-lg">
        {t('notes')}
      </h2>
      <p className="mt-0.5 mb-3 flex items-center gap-1.5 text-sm text-text-3">
        <Lock size={13} strokeWidth={1.75} aria-hidden />
        {t('notesHint')}
      </p>
      <NoteForm
        url={url}
        label={t('newNote')}
        submit={t('addNote')}
        draftKey={`client-note:${readerId}:${clientId}`}
        onDone={() => {
          toast.done(t('noteSaved'));
          router.refresh();
        }}
      />
      {notes.length === 0 ? (
        <p className="mt-5 text-sm text-text-3">{t('notesNone')}</p>
      ) : (
        <ul className="mt-5 grid gap-3">
          {notes.map((note) => (
            <NoteEntry key={note._id} note={note} url={`${url}/${note._id}`} />
          ))}
        </ul>
      )}
    </section>
  );
}
