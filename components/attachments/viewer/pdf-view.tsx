'use client';
import { useTranslations } from 'next-intl';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { type RefObject, useEffect, useState } from 'react';
import { Skeleton } from '@/components/ui/skeleton';
import type { OwnFile } from '../shown-file';
import { openPdf, problemOfPdf } from './load-pdf';
import { PdfPage } from './pdf-page';
import type { Problem } from './problem';
import { useRoom } from './use-room';

/** As many pages as are ever laid out. */
const mostPages = 200;

/** A PDF drawn page by page, each when it is nearly seen. */
export function PdfView(props: {
  file: OwnFile;
  stage: RefObject<HTMLDivElement | null>;
  zoom: number;
  onProblem: (problem: Problem) => void;
}) {
  const { file, stage, zoom, onProblem } = props;
  const t = useTranslations('attachments.show');
  const [opened, setOpened] = useState<{ pdf: PDFDocumentProxy; shape: number } | null>(null);
  const room = useRoom(stage);

  useEffect(() => {
    let isGone = false;
    const opening = openPdf(file.path);
    opening
      .then((task) => task.promise)
      .then(async (pdf) => {
        const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
        if (!isGone) setOpened({ pdf, shape: width / height });
      })
      .catch((reason: unknown) => {
        if (!isGone) onProblem(problemOfPdf(reason));
      });
    return () => {
      isGone = true;
      void opening.then((task) => task.destroy()).catch(() => undefined);
    };
  }, [file.path, onProblem]);

  const width = Math.floor(Math.min(900, (room?.width ?? 0) - 32) * zoom);
  if (!opened || width <= 0) {
    return (
      <div className="m-auto w-[min(900px,calc(100%-32px))] self-stretch py-4" role="status" aria-label={t('loading')}>
        <Skeleton className="h-full min-h-60 w-full" />
      </div>
    );
  }
  const { pdf, shape } = opened;
  const shown = Math.min(pdf.numPages, mostPages);
  return (
    <div className="m-auto flex flex-col items-center gap-4 p-4">
      <p className="text-xs text-text-2" role="status">
        {t('pages', { count: pdf.numPages })}
      </p>
      {Array.from({ length: shown }, (_, at) => at + 1).map((number) => (
        <PdfPage
          key={number}
          pdf={pdf}
          number={number}
          width={width}
          shape={shape}
          stage={stage}
          onProblem={onProblem}
        />
      ))}
      {pdf.numPages > shown && <p className="text-sm text-text-2">{t('morePages', { shown, count: pdf.numPages })}</p>}
    </div>
  );
}
