'use client';
import { useTranslations } from 'next-intl';
import { type MouseEvent, useState } from 'react';
import type { HeldFile } from '@/lib/tickets/queries/rows';
import { FileIcon } from './file-icon';
import { FileName } from './file-name';
import type { OwnFile } from './shown-file';
import { useFacts } from './use-facts';

/** The shape that a thumbnail is shown in: its own within reason, square where that is not known yet. */
function shapeOf({ width, height }: HeldFile): number {
  return width && height ? Math.min(2, Math.max(3 / 4, width / height)) : 1;
}

/**
 * An image of a message as a small picture of a size that is known before it comes, with a name and an icon until there is one
 * and where there never will be. `onShow` gets the click; without scripts it is a link to the image.
 */
export function Thumbnail(props: {
  file: OwnFile;
  held: HeldFile;
  /** The only picture of its message, which may be larger. */
  isAlone: boolean;
  onShow: (event: MouseEvent<HTMLAnchorElement>) => void;
}) {
  const { file, held, isAlone, onShow } = props;
  const t = useTranslations('attachments.show');
  const facts = useFacts()(file);
  const [hasFailed, setHasFailed] = useState(false);
  // As it was when it was first drawn: what comes later must not move what stands round it.
  const [shape] = useState(() => shapeOf(held));
  const isScanning = held.scan === 'pending';
  const hasPicture = held.thumbnail === 'made' && !isScanning && !hasFailed;
  const box = 'relative block max-w-full overflow-hidden rounded-md border border-line-strong bg-hover';
  const style = { height: isAlone ? 176 : 112, aspectRatio: shape };
  const face = (
    <span className="flex size-full flex-col items-center justify-center gap-2 p-2 text-center text-xs font-medium text-text-2">
      <FileIcon type={file.type} size={22} />
      <span className="w-full">{isScanning ? t('scanning') : <FileName name={file.filename} />}</span>
    </span>
  );
  if (isScanning) {
    return (
      <div className={box} style={style} title={file.filename}>
        <span className="sr-only">{file.filename} </span>
        {face}
      </div>
    );
  }
  return (
    <a
      href={file.path}
      onClick={onShow}
      aria-haspopup="dialog"
      aria-label={`${file.filename}, ${facts}`}
      title={file.filename}
      style={style}
      className={`${box} no-underline transition-[filter] duration-fast hover:brightness-95`}
    >
      {hasPicture ? (
        // biome-ignore lint/performance/noImgElement: it is as small as it is shown
        <img
          src={`${file.path}?thumbnail=1`}
          alt=""
          decoding="async"
          loading="lazy"
          className="size-full object-cover"
          onError={() => setHasFailed(true)}
          // It may have failed before there were scripts to hear of it.
          ref={(image) => {
            if (image?.complete && image.naturalWidth === 0 && image.currentSrc) setHasFailed(true);
          }}
        />
      ) : (
        face
      )}
    </a>
  );
}
