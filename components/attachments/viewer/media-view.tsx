'use client';
import type { OwnFile } from '../shown-file';
import { type Problem, whyNot } from './problem';

/** Sound or film with the browser's own controls; only what it needs is fetched. */
export function MediaView({ file, onProblem }: { file: OwnFile; onProblem: (problem: Problem) => void }) {
  const common = {
    src: file.path,
    controls: true,
    preload: 'metadata',
    'aria-label': file.filename,
    onError: () => void whyNot(file.path).then((problem) => onProblem(problem ?? 'unplayable')),
  } as const;
  if (file.type.startsWith('audio/')) {
    return <audio {...common} className="m-auto w-[min(480px,calc(100%-32px))]" />;
  }
  return <video {...common} playsInline className="m-auto max-h-full max-w-full bg-black" />;
}
