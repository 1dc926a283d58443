'use client';
import { useTranslations } from 'next-intl';
import { lazy, type MouseEvent, Suspense, useRef, useState } from 'react';
import { ExternalLink } from './external-link';
import { FileCard } from './file-card';
import { kindOf } from './file-kind';
import { type OwnFile, ownFile, type ShownFile } from './shown-file';
import { Thumbnail } from './thumbnail';
import { useStanding } from './use-standing';

const load = () => import('./viewer/viewer');
const Viewer = lazy(() => load().then((module) => ({ default: module.Viewer })));

/** Clicks that mean another tab or a download are the browser's. */
const isPlain = (event: MouseEvent) =>
  event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

/**
 * The files of a message, the same for everybody: pictures as thumbnails, what else Hilo holds as cards, and links elsewhere.
 * What can be shown opens in a viewer, which is loaded then.
 */
export function AttachmentList({ files }: { files: ShownFile[] }) {
  const t = useTranslations('attachments.show');
  // Numbered: a message may have the same file twice.
  const all = files.map((file, at) => ({ key: `${at} ${file.url}`, file, held: ownFile(file) }));
  const own = all.flatMap(({ key, held }) => (held ? [{ ...held, key }] : []));
  const links = all.filter(({ held }) => !held);
  const standing = useStanding(own);
  const [shown, setShown] = useState<OwnFile | null>(null);
  const opener = useRef<HTMLElement>(null);
  const heldOf = (file: OwnFile) =>
    standing.get(file.id) ?? { scan: 'none', thumbnail: 'none', width: null, height: null };
  const isReady = (file: OwnFile) => ['none', 'clean'].includes(heldOf(file).scan);
  const pictures = own.filter((file) => kindOf(file.type) === 'image' && heldOf(file).scan !== 'infected');
  const cards = own.filter((file) => !pictures.includes(file));
  // Once each, so that stepping comes to an end.
  const viewable = [...pictures, ...cards].filter(
    (file, at, both) =>
      isReady(file) && kindOf(file.type) !== 'other' && both.findIndex((each) => each.id === file.id) === at,
  );

  const show = (file: OwnFile) => (event: MouseEvent<HTMLAnchorElement>) => {
    if (!isPlain(event)) return;
    event.preventDefault();
    opener.current = event.currentTarget;
    // Where the viewer cannot be had the file itself still can, as without scripts.
    load().then(
      () => setShown(file),
      () => window.location.assign(file.path),
    );
  };

  return (
    <div className="flex w-full flex-col gap-2">
      {pictures.length > 0 && (
        <ul aria-label={t('pictures')} className="flex flex-wrap gap-2">
          {pictures.map((file) => (
            <li key={file.key} className="max-w-full">
              <Thumbnail file={file} held={heldOf(file)} isAlone={pictures.length === 1} onShow={show(file)} />
            </li>
          ))}
        </ul>
      )}
      {all.length > pictures.length && (
        <ul
          aria-label={t('files')}
          className="grid w-full max-w-[640px] grid-cols-[repeat(auto-fill,minmax(min(100%,232px),1fr))] gap-2"
        >
          {cards.map((file) => (
            <li key={file.key} className="flex min-w-0">
              <FileCard file={file} scan={heldOf(file).scan} onShow={show(file)} />
            </li>
          ))}
          {links.map(({ key, file }) => (
            <li key={key} className="flex min-w-0">
              <ExternalLink file={file} />
            </li>
          ))}
        </ul>
      )}
      {shown && (
        <Suspense fallback={null}>
          <Viewer files={viewable} file={shown} onStep={setShown} onClose={() => setShown(null)} opener={opener} />
        </Suspense>
      )}
    </div>
  );
}
