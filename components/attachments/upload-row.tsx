'use client';
import { Link2, RotateCw, TriangleAlert, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { FileIcon } from './file-icon';
import { splitName } from './split-name';
import { useRowWords } from './use-row-words';
import type { FileRow } from './use-uploads';

/** A file of the message: what it is, how far it is or what is wrong with it, and what can be done. */
export function UploadRow({ row, onRetry, onRemove }: { row: FileRow; onRetry: () => void; onRemove: () => void }) {
  const t = useTranslations('attachments.upload');
  const { meta, isBad } = useRowWords(row);
  const item = row.kind === 'moving' ? row.item : undefined;
  const name = item?.name ?? (row.kind === 'moving' ? '' : row.file.filename);
  const [start, end] = splitName(name);
  const isGoing = item !== undefined && item.state !== 'failed';
  const percent = item ? Math.floor((100 * item.sent) / Math.max(1, item.size)) : 0;
  return (
    <li
      data-file={row.key}
      className={cx(
        'grid grid-cols-[32px_minmax(0,1fr)_auto] items-center gap-x-2.5 rounded-md border p-2 pl-2.5',
        isBad ? 'border-danger-line bg-danger-soft' : 'border-line bg-surface',
      )}
    >
      <Picture row={row} isBad={isBad} />
      <div className="min-w-0">
        <p title={name} className="flex text-sm leading-[18px] font-medium text-text">
          <span className="truncate whitespace-pre">{start}</span>
          <span className="shrink-0 whitespace-pre">{end}</span>
        </p>
        <p
          className={cx(
            'text-xs tabular-nums [overflow-wrap:anywhere]',
            isBad ? 'font-medium text-danger-text' : 'text-text-3',
          )}
        >
          {meta}
        </p>
        {isGoing && (
          <div
            role="progressbar"
            aria-label={t('progress', { name })}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={percent}
            aria-valuetext={meta}
            className="mt-1 h-[3px] overflow-hidden rounded-full bg-line"
          >
            <div
              style={{ width: `${percent}%` }}
              className="h-full rounded-full bg-thread transition-[width] duration-slow motion-reduce:transition-none"
            />
          </div>
        )}
      </div>
      <span className="flex items-center">
        {item?.problem?.canRetry && (
          <Button variant="icon" aria-label={t('retry', { name })} title={t('retryTitle')} onClick={onRetry}>
            <RotateCw size={16} strokeWidth={1.75} aria-hidden />
          </Button>
        )}
        <Button
          variant="icon"
          data-remove
          aria-label={isGoing ? t('cancel', { name }) : t('remove', { name })}
          title={isGoing ? t('cancelTitle') : t('removeTitle')}
          onClick={onRemove}
        >
          <X size={16} strokeWidth={1.75} aria-hidden />
        </Button>
      </span>
    </li>
  );
}

function Picture({ row, isBad }: { row: FileRow; isBad: boolean }) {
  const address = row.kind === 'moving' ? row.item.preview : row.kind === 'held' ? row.preview : undefined;
  // What no browser can draw has its sign.
  const [broken, setBroken] = useState<string>();
  const type = row.kind === 'moving' ? row.item.type : row.file.type;
  const line = { size: 16, strokeWidth: 1.75 };
  const sign = isBad ? (
    <TriangleAlert {...line} />
  ) : row.kind === 'link' ? (
    <Link2 {...line} />
  ) : (
    <FileIcon type={type} size={16} />
  );
  return (
    <span
      aria-hidden
      className={cx(
        'grid size-8 place-items-center overflow-hidden rounded-md',
        isBad ? 'text-danger-text' : 'bg-hover text-text-2',
      )}
    >
      {address && !isBad && broken !== address ? (
        // biome-ignore lint/performance/noImgElement: it lies in this browser, or is a thumbnail already
        <img
          src={address}
          alt=""
          width={32}
          height={32}
          onError={() => setBroken(address)}
          className="size-full object-cover"
        />
      ) : (
        sign
      )}
    </span>
  );
}
