'use client';
import { FileText, Image, TriangleAlert, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { type AttachmentLink, limits } from '@/lib/tickets/schema';
import { linkProblem } from './link-problem';

/** A linked file: its name to change, where it lies or what is wrong with it, and a way to take it off. */
export function AttachmentRow(props: {
  attachment: AttachmentLink;
  number: number;
  onRename: (filename: string) => void;
  onRemove: () => void;
}) {
  const { attachment, number, onRename, onRemove } = props;
  const t = useTranslations('portal.links');
  const id = useId();
  const problem = linkProblem(attachment);
  const host = URL.canParse(attachment.url) ? new URL(attachment.url).host : attachment.url;
  const Icon = problem ? TriangleAlert : attachment.type.startsWith('image/') ? Image : FileText;
  return (
    <li
      data-file={attachment.url}
      className={cx(
        'grid grid-cols-[32px_minmax(0,1fr)_auto] items-center gap-x-2.5 rounded-md border p-2 pl-2.5',
        problem ? 'border-danger-line bg-danger-soft' : 'border-line bg-surface',
      )}
    >
      <span
        className={cx(
          'grid size-8 place-items-center rounded-md',
          problem ? 'text-danger-text' : 'bg-hover text-text-2',
        )}
        aria-hidden
      >
        <Icon size={16} strokeWidth={1.75} />
      </span>
      <div className="min-w-0">
        <input
          value={attachment.filename}
          aria-label={t('name', { number })}
          aria-describedby={id}
          aria-invalid={problem === 'badName' || undefined}
          autoComplete="off"
          onChange={(event) => onRename(event.target.value)}
          className="-mx-1.5 block w-full truncate rounded-sm border border-transparent bg-transparent px-[5px] text-sm leading-[18px] font-medium hover:border-control-line focus-visible:border-focus focus-visible:outline-2 focus-visible:-outline-offset-1 max-md:min-h-8 max-md:text-[16px]"
        />
        <p id={id} className={cx('truncate text-xs', problem ? 'font-medium text-danger-text' : 'text-text-3')}>
          {problem ? `${host} · ${t(problem, { max: limits.url })}` : host}
        </p>
      </div>
      <Button variant="icon" data-remove aria-label={t('remove', { name: attachment.filename })} onClick={onRemove}>
        <X size={16} strokeWidth={1.75} aria-hidden />
      </Button>
    </li>
  );
}
