'use client';
import { useTranslations } from 'next-intl';
import type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { problemOfPdf } from './load-pdf';
import type { Problem } from './problem';

/** As many pixels as a page is ever drawn with. */
const mostPixels = 12_000_000;

/** One page of a PDF: a blank sheet until it comes near, and again once it is far away. `width` in pixels of the page. */
export function PdfPage(props: {
  pdf: PDFDocumentProxy;
  number: number;
  width: number;
  /** Width by height, as far as it is known before the page is read. */
  shape: number;
  stage: RefObject<HTMLDivElement | null>;
  onProblem: (problem: Problem) => void;
}) {
  const { pdf, number, width, stage, onProblem } = props;
  const t = useTranslations('attachments.show');
  const sheet = useRef<HTMLDivElement>(null);
  const paper = useRef<HTMLDivElement>(null);
  const [isNear, setIsNear] = useState(false);
  const [shape, setShape] = useState(props.shape);
  const [text, setText] = useState('');

  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => setIsNear(entry?.isIntersecting ?? false), {
      root: stage.current,
      rootMargin: '100% 0px',
    });
    if (sheet.current) observer.observe(sheet.current);
    return () => observer.disconnect();
  }, [stage]);

  useEffect(() => {
    const place = paper.current;
    if (!isNear || !place) {
      place?.replaceChildren();
      return;
    }
    let isGone = false;
    let task: RenderTask | undefined;
    const draw = async () => {
      const page = await pdf.getPage(number);
      const plain = page.getViewport({ scale: 1 });
      setShape(plain.width / plain.height);
      const wanted = (width / plain.width) * Math.min(2, window.devicePixelRatio);
      const scale = Math.min(wanted, Math.sqrt(mostPixels / (plain.width * plain.height)));
      if (isGone) return;
      const viewport = page.getViewport({ scale });
      const canvas = document.createElement('canvas');
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      canvas.className = 'size-full';
      task = page.render({ canvas, viewport });
      await task.promise;
      if (isGone) return;
      // Only now: until then the page as it was, larger or smaller, is better than none.
      place.replaceChildren(canvas);
      const { items } = await page.getTextContent();
      setText(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
    };
    draw().catch((reason: unknown) => {
      if (!isGone) onProblem(problemOfPdf(reason));
    });
    return () => {
      isGone = true;
      task?.cancel();
    };
  }, [isNear, pdf, number, width, onProblem]);

  return (
    <div ref={sheet} className="relative bg-white shadow-e2" style={{ width, aspectRatio: shape }} data-page={number}>
      <div ref={paper} className="size-full" role="img" aria-label={t('page', { number, count: pdf.numPages })} />
      <p className="sr-only">{text}</p>
    </div>
  );
}
