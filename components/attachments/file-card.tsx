'use client';
import { Download, LoaderCircle, ShieldAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { MouseEvent, ReactNode } from 'react';
import { buttonClass } from '@/components/ui/button-class';
import { cx } from '@/components/ui/cx';
import { cardClass } from './card-class';
import { FileIcon } from './file-icon';
import { kindOf } from './file-kind';
import { FileName } from './file-name';
import type { OwnFile } from './shown-file';
import { useFacts } from './use-facts';

function Face({
  icon,
  file,
  tone,
  children,
}: {
  icon: ReactNode;
  file: OwnFile;
  tone?: 'danger';
  children: ReactNode;
}) {
  return (
    <>
      <span
        className={cx(
          'grid size-9 shrink-0 place-items-center rounded-md',
          tone === 'danger' ? 'bg-danger-soft text-danger-text' : 'bg-hover text-text-3',
        )}
      >
        {icon}
      </span>
      <span className="min-w-0 grow">
        <span className="block text-sm font-medium text-text">
          <FileName name={file.filename} />
        </span>
        <span
          className={cx('block text-xs', tone === 'danger' ? 'text-danger-text' : 'truncate text-text-3 tabular-nums')}
        >
          {children}
        </span>
      </span>
    </>
  );
}

/**
 * A file that Hilo holds, where no thumbnail says it better: shown where it can be, else downloaded. `onShow` gets the click;
 * without scripts the card is a link to the file.
 */
export function FileCard(props: {
  file: OwnFile;
  scan: 'none' | 'pending' | 'clean' | 'infected';
  onShow: (event: MouseEvent<HTMLAnchorElement>) => void;
}) {
  const { file, scan, onShow } = props;
  const t = useTranslations('attachments.show');
  const facts = useFacts()(file);
  if (scan === 'infected') {
    return (
      <div className={cx(cardClass, 'hover:bg-surface')}>
        <Face file={file} tone="danger" icon={<ShieldAlert size={18} strokeWidth={1.75} aria-hidden />}>
          {t('infected')}
        </Face>
      </div>
    );
  }
  if (scan === 'pending') {
    return (
      <div className={cx(cardClass, 'hover:bg-surface')}>
        <Face file={file} icon={<LoaderCircle size={18} strokeWidth={1.75} className="animate-spin" aria-hidden />}>
          {t('scanning')}
        </Face>
      </div>
    );
  }
  const icon = <FileIcon type={file.type} />;
  if (kindOf(file.type) === 'other') {
    return (
      <a href={file.path} download={file.filename} className={cardClass}>
        <Face file={file} icon={icon}>
          <span className="sr-only">{t('downloads')} </span>
          {facts}
        </Face>
        <Download size={16} strokeWidth={1.75} className="mx-2 text-text-2" aria-hidden />
      </a>
    );
  }
  return (
    <div className={cardClass}>
      <a
        href={file.path}
        onClick={onShow}
        aria-haspopup="dialog"
        className="flex min-w-0 grow items-center gap-2.5 rounded-sm no-underline after:absolute after:inset-0 after:rounded-md after:content-['']"
      >
        <Face file={file} icon={icon}>
          {facts}
        </Face>
      </a>
      <a
        href={file.path}
        download={file.filename}
        aria-label={t('downloadNamed', { name: file.filename })}
        title={t('download')}
        className={buttonClass({ variant: 'icon', className: 'z-[1] hover:bg-pressed' })}
      >
        <Download size={16} strokeWidth={1.75} aria-hidden />
      </a>
    </div>
  );
}
