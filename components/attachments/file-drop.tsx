'use client';
import { Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useRef } from 'react';
import type { Uploads } from './use-uploads';

/** Lies over what takes files while one is dragged over the page. Its parent is positioned. */
export function DropVeil({ isOver }: { isOver: boolean }) {
  const t = useTranslations('attachments.upload');
  if (!isOver) return null;
  return (
    <div className="pointer-events-none absolute inset-0 z-10 rounded-lg border-2 border-dashed border-focus bg-surface/95 p-4 text-center text-sm text-text-2">
      <div className="grid h-full max-h-dvh place-items-center">
        <p className="sticky top-[40dvh]">
          <b className="block text-md font-semibold text-text">{t('dropHere')}</b>
          {t('dropHint')}
        </p>
      </div>
    </div>
  );
}

/** Lets the browser choose files; a phone offers its camera as well. `children` gets how to open it. */
export function FilePick({ uploads, children }: { uploads: Uploads; children: (open: () => void) => ReactNode }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-pick
        onChange={({ currentTarget }) => {
          uploads.take([...(currentTarget.files ?? [])]);
          // The same file may be chosen again.
          currentTarget.value = '';
        }}
      />
      {children(() => input.current?.click())}
    </>
  );
}

const link =
  'rounded-sm p-0.5 font-medium text-thread-text underline decoration-1 underline-offset-3 hover:decoration-2 max-md:min-h-9';

/** Where files are dropped, pasted or chosen, and links taken: the form's own place for them. */
export function FileDrop({ uploads, onLink, isLinking }: { uploads: Uploads; onLink: () => void; isLinking: boolean }) {
  const t = useTranslations('attachments.upload');
  return (
    <div className="grid justify-items-center gap-1 rounded-lg border-[1.5px] border-dashed border-control-line p-5 text-center text-md text-text-2 max-md:p-4">
      <Upload size={20} strokeWidth={1.75} className="text-text-3" aria-hidden />
      <FilePick uploads={uploads}>
        {(open) => (
          <p>
            <span className="max-md:hidden">{t('dropOrPaste')} </span>
            <button type="button" onClick={open} className={link} data-first>
              <span className="max-md:hidden">{t('choose')}</span>
              <span className="md:hidden">{t('choosePhone')}</span>
            </button>
          </p>
        )}
      </FilePick>
      <button
        type="button"
        aria-expanded={isLinking}
        onClick={onLink}
        className="min-h-6 rounded-sm p-0.5 text-sm text-text-2 underline decoration-line-strong underline-offset-3 hover:text-text max-md:min-h-9"
      >
        {t('link')}
      </button>
    </div>
  );
}
