'use client';
import { lazy, Suspense, useRef, useState } from 'react';
import { FileDrop } from '@/components/attachments/file-drop';
import { UploadList } from '@/components/attachments/upload-list';
import type { Uploads } from '@/components/attachments/use-uploads';
import type { ControlProps } from '@/components/ui/field';
import type { AttachmentLink } from '@/lib/tickets/schema';

// What a link must be like is the API's schema to say, which is heavy: it comes with the first row.
const AttachmentRow = lazy(() => import('./attachment-row').then((module) => ({ default: module.AttachmentRow })));

const AttachmentLinkField = lazy(() =>
  import('./attachment-link-field').then((module) => ({ default: module.AttachmentLinkField })),
);

/**
 * The files of a message: dropped, pasted or chosen they go up, and a link becomes a row whose name can be changed. What would
 * be refused stays as a row as well, with its reason: nothing gets lost.
 */
export function AttachmentField(props: {
  control: ControlProps;
  uploads: Uploads;
  value: AttachmentLink[];
  onChange: (files: AttachmentLink[]) => void;
  onBlur?: () => void;
  /** Where the files are chosen elsewhere: whether the link's field shows, and where the focus goes after the last file. */
  compact?: { isLinking: boolean; onEmpty: () => void };
}) {
  const { control, uploads, value, onChange, onBlur, compact } = props;
  const [wantsLink, setWantsLink] = useState(false);
  const group = useRef<HTMLDivElement>(null);
  const isLinking = compact?.isLinking ?? wantsLink;
  const toFirst = () => group.current?.querySelector<HTMLElement>('[data-first]')?.focus();

  return (
    <div {...control} ref={group} role="group" className="grid grid-cols-1 gap-1.5">
      {!compact && <FileDrop uploads={uploads} isLinking={isLinking} onLink={() => setWantsLink(!wantsLink)} />}
      {isLinking && (
        <Suspense>
          <AttachmentLinkField value={value} most={uploads.limits} onChange={onChange} onBlur={onBlur} />
        </Suspense>
      )}
      <UploadList
        uploads={uploads}
        onEmpty={compact?.onEmpty ?? toFirst}
        renderLink={({ key, file }, number, remove) => (
          <Suspense key={key}>
            <AttachmentRow
              attachment={file}
              number={number}
              onRename={(filename) =>
                onChange(value.map((each) => (each.url === file.url ? { ...each, filename } : each)))
              }
              onRemove={remove}
            />
          </Suspense>
        )}
      />
    </div>
  );
}
