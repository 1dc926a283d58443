'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Skeleton } from '@/components/ui/skeleton';
import type { OwnFile } from '../shown-file';
import { type Problem, problemOf } from './problem';

/** As much of a text as is shown, in bytes. */
const most = 256 * 1024;

async function readStart(path: string, signal: AbortSignal): Promise<string | Problem> {
  const answer = await fetch(path, { headers: { range: `bytes=0-${most - 1}` }, signal });
  const problem = problemOf(answer.status);
  if (problem) throw problem;
  const bytes = new Uint8Array(await answer.arrayBuffer()).subarray(0, most);
  // As if more came: half a letter at the cut is left out.
  return new TextDecoder().decode(bytes, { stream: true });
}

/** The beginning of a text as it was written: characters, never markup. */
export function TextView({ file, onProblem }: { file: OwnFile; onProblem: (problem: Problem) => void }) {
  const t = useTranslations('attachments.show');
  // There is no first byte of an empty file to ask for.
  const [text, setText] = useState<string | null>(file.size === 0 ? '' : null);
  useEffect(() => {
    if (file.size === 0) return;
    const stop = new AbortController();
    readStart(file.path, stop.signal).then(setText, (reason: unknown) => {
      if (!stop.signal.aborted) onProblem(typeof reason === 'string' ? (reason as Problem) : 'away');
    });
    return () => stop.abort();
  }, [file.path, file.size, onProblem]);
  if (text === null) return <Skeleton className="m-auto h-40 w-[min(760px,calc(100%-32px))]" />;
  if (text === '') return <p className="m-auto p-6 text-text-2">{t('empty')}</p>;
  return (
    <div className="mx-auto w-full max-w-[960px] px-6 py-4 max-md:px-4">
      <pre
        dir="auto"
        className="overflow-visible border-0 bg-transparent p-0 text-text whitespace-pre-wrap [overflow-wrap:anywhere]"
        data-text
      >
        {text}
      </pre>
      {file.size > most && <p className="mt-4 border-t border-line pt-3 text-sm text-text-2">{t('onlyStart')}</p>}
    </div>
  );
}
