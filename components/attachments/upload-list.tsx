'use client';
import { useTranslations } from 'next-intl';
import { lazy, type ReactNode, Suspense, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import type { FileRow, Uploads } from './use-uploads';

// It comes with the first file, or without a line as a bare one.
const UploadRow = lazy(() =>
  import('./upload-row').then(
    (module) => ({ default: module.UploadRow }),
    () => ({ default: BareRow }),
  ),
);

/** A file's name and the way to take it out. */
function BareRow({ row, onRemove }: { row: FileRow; onRemove: () => void }) {
  const t = useTranslations('attachments.upload');
  const name = row.kind === 'moving' ? row.item.name : row.file.filename;
  return (
    <li data-file={row.key} className="flex items-center gap-2 rounded-md border border-line bg-surface p-2 pl-2.5">
      <span className="min-w-0 grow truncate text-sm font-medium">{name}</span>
      <Button variant="ghost" size="sm" data-remove aria-label={t('remove', { name })} onClick={onRemove}>
        {t('removeTitle')}
      </Button>
    </li>
  );
}

/**
 * The files of a message, each with its state, and what is said of them aloud. `renderLink` draws a link's row, where it can be
 * changed; `onEmpty` takes the focus when the last one was taken out.
 */
export function UploadList(props: {
  uploads: Uploads;
  onEmpty: () => void;
  renderLink?: (row: FileRow & { kind: 'link' }, number: number, remove: () => void) => ReactNode;
  className?: string;
}) {
  const { uploads, onEmpty, renderLink, className } = props;
  const t = useTranslations('attachments.upload');
  const list = useRef<HTMLUListElement>(null);
  const { rows } = uploads;

  function remove(row: FileRow, index: number) {
    uploads.remove(row);
    // To the one that takes its place, so that several can go one after the other.
    requestAnimationFrame(() => {
      const others = list.current?.querySelectorAll<HTMLElement>('[data-remove]') ?? [];
      const next = others[Math.min(index, others.length - 1)];
      if (next) next.focus();
      else onEmpty();
    });
  }

  return (
    <>
      {rows.length > 0 && (
        <ul ref={list} aria-label={t('list')} className={cx('grid gap-1.5', className)}>
          {rows.map((row, index) =>
            row.kind === 'link' && renderLink ? (
              renderLink(row, index + 1, () => remove(row, index))
            ) : (
              <Suspense key={row.key}>
                <UploadRow row={row} onRetry={() => uploads.retry(row.key)} onRemove={() => remove(row, index)} />
              </Suspense>
            ),
          )}
        </ul>
      )}
      {uploads.left.length > 0 && (
        <p role="alert" className="flex items-start gap-2 text-sm font-medium text-danger-text">
          <span className="min-w-0 grow [overflow-wrap:anywhere]">
            {t('full', {
              max: uploads.limits.count,
              names: uploads.left.slice(0, 3).join(', '),
              count: uploads.left.length,
            })}
          </span>
          <Button variant="ghost" size="sm" onClick={uploads.forgetLeft}>
            {t('understood')}
          </Button>
        </p>
      )}
      <span role="status" className="sr-only">
        {uploads.news}
      </span>
    </>
  );
}

/** While sending waits for files: how many, and the way out. */
export function UploadWait({ uploads, className }: { uploads: Uploads; className?: string }) {
  const t = useTranslations('attachments.upload');
  if (!uploads.isWaiting) return null;
  return (
    <p role="status" className={cx('flex flex-wrap items-center gap-x-2 text-sm text-text-2', className)}>
      {t('waiting', { count: uploads.moving })}
      <Button variant="ghost" size="sm" onClick={uploads.stopWaiting}>
        {t('stopWaiting')}
      </Button>
    </p>
  );
}
