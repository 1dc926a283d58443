'use client';
import { useEffect } from 'react';
import { findMatches, type Needles } from '@/lib/search/present';
import { useSearchReport } from '../data/use-search';

const name = 'hilo-match';
/** So that a very long thread costs no more than a moment. */
const most = 500;

function rangesIn(root: Element, needles: Needles): Range[] {
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && ranges.length < most; node = walker.nextNode()) {
    for (const [start, end] of findMatches(node.nodeValue ?? '', needles)) {
      const range = new Range();
      range.setStart(node, start);
      range.setEnd(node, end);
      ranges.push(range);
    }
  }
  return ranges;
}

/** Marks what was searched for in the messages of the open ticket, without touching them; not where the browser cannot. */
export function ThreadMarks({ q, ticket }: { q: string; ticket: number | null }) {
  const { needles } = useSearchReport(q);
  useEffect(() => {
    const isAsked = needles.words.length + needles.starts.length + needles.stems.length > 0;
    if (!isAsked || ticket === null || !('highlights' in CSS)) return;
    let frame = 0;
    const mark = () => {
      const roots = document.querySelectorAll('#main [role=region][tabindex="0"]');
      CSS.highlights.set(name, new Highlight(...[...roots].flatMap((root) => rangesIn(root, needles)).slice(0, most)));
    };
    const later = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(mark);
    };
    const pane = document.querySelector('#main');
    const observer = new MutationObserver(later);
    if (pane) observer.observe(pane, { childList: true, subtree: true });
    later();
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      CSS.highlights.delete(name);
    };
  }, [needles, ticket]);
  return null;
}
