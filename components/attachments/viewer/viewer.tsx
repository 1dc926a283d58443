'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type RefObject, useCallback, useRef, useState } from 'react';
import { backdropClass } from '@/components/ui/dialog';
import { kindOf } from '../file-kind';
import type { OwnFile } from '../shown-file';
import { ImageView } from './image-view';
import { MediaView } from './media-view';
import { PdfView } from './pdf-view';
import type { Problem } from './problem';
import { ProblemNote } from './problem-note';
import { TextView } from './text-view';
import { ViewerFoot } from './viewer-foot';
import { ViewerHead } from './viewer-head';
import { clampZoom } from './zoom';

/** Files of a message, one at a time over the whole window. `opener` gets the focus back. */
export function Viewer(props: {
  files: OwnFile[];
  file: OwnFile;
  onStep: (file: OwnFile) => void;
  onClose: () => void;
  opener: RefObject<HTMLElement | null>;
}) {
  const { files, onStep, onClose, opener } = props;
  const t = useTranslations('attachments.show');
  const [open, setOpen] = useState(true);
  const [zoom, setZoom] = useState(1);
  const [attempt, setAttempt] = useState(0);
  const [problem, setProblem] = useState<{ of: string; is: Problem } | null>(null);
  const stage = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    files.findIndex((each) => each.id === props.file.id),
  );
  const file = files[at] ?? props.file;
  const kind = kindOf(file.type);
  const canZoom = kind === 'image' || kind === 'pdf';
  const failed = problem?.of === file.id ? problem.is : null;
  const onProblem = useCallback((is: Problem) => setProblem({ of: file.id, is }), [file.id]);

  const step = (by: number) => {
    const next = files[at + by];
    if (!next) return;
    setZoom(1);
    setProblem(null);
    stage.current?.scrollTo(0, 0);
    onStep(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A player has keys of its own, and arrows move over what is larger than the window.
    const isPlayer = event.target instanceof HTMLMediaElement;
    if (isPlayer || event.ctrlKey || event.metaKey || event.altKey) return;
    const zoomBy = canZoom ? (by: number) => () => setZoom(clampZoom(zoom * by)) : () => undefined;
    const isWhole = zoom === 1;
    const acts: Record<string, (() => void) | undefined> = {
      ArrowLeft: isWhole ? () => step(-1) : undefined,
      ArrowRight: isWhole ? () => step(1) : undefined,
      '+': zoomBy(1.5),
      '=': zoomBy(1.5),
      '-': zoomBy(1 / 1.5),
      '0': zoomBy(1 / zoom),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  const key = `${file.id} ${attempt}`;
  return (
    <Base.Root
      open={open}
      onOpenChange={(isOpen) => !isOpen && setOpen(false)}
      onOpenChangeComplete={(isOpen) => !isOpen && onClose()}
    >
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Popup
          initialFocus={stage}
          finalFocus={opener}
          onKeyDown={onKeyDown}
          className="fixed inset-0 z-40 flex flex-col bg-canvas text-text outline-none transition-opacity duration-base data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          <ViewerHead file={file} />
          <div
            ref={stage}
            tabIndex={0}
            role="group"
            aria-label={file.filename}
            data-stage={kind}
            className="flex min-h-0 grow overflow-auto overscroll-contain bg-sunken outline-offset-[-2px]"
          >
            {failed ? (
              <ProblemNote
                file={file}
                problem={failed}
                onRetry={() => {
                  setProblem(null);
                  setAttempt(attempt + 1);
                }}
              />
            ) : kind === 'image' ? (
              <ImageView key={key} file={file} stage={stage} zoom={zoom} onZoom={setZoom} onProblem={onProblem} />
            ) : kind === 'pdf' ? (
              <PdfView key={key} file={file} stage={stage} zoom={zoom} onProblem={onProblem} />
            ) : kind === 'text' ? (
              <TextView key={key} file={file} onProblem={onProblem} />
            ) : (
              <MediaView key={key} file={file} onProblem={onProblem} />
            )}
          </div>
          <p className="sr-only" role="status">
            {files.length > 1 && t('position', { at: at + 1, of: files.length, name: file.filename })}
          </p>
          <ViewerFoot
            at={at}
            of={files.length}
            onStep={step}
            zoom={canZoom && !failed ? zoom : null}
            onZoom={(to) => setZoom(clampZoom(to))}
          />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
