'use client';
import { useEffect } from 'react';
import { useLeftCheck } from '../macros/left-check';
import { useFiles } from './composer/use-files';
import { usePaper } from './composer/use-paper';
import { useSend } from './composer/use-send';
import { ComposerPaper } from './composer-paper';
import { useResolve } from './resolve-dialog';

/**
 * Where an agent answers or notes. What is typed is kept as it is typed; a reply waits for ten seconds on the server, where it
 * can be taken back.
 */
export function Composer() {
  const paper = usePaper();
  const files = useFiles(paper);
  const { send, isBusy, problem, note, complain } = useSend(paper, files.uploads);
  const resolve = useResolve();
  const left = useLeftCheck();
  const { hasText } = paper;
  // A note is read in the house: there a variable that was left is seen, and does no harm.
  const isFine = async () => paper.isNote || (await left.isFine(paper.read().message));
  // What is missing is said at once; files that are on their way are waited for, before anything is asked.
  const isWhole = async () => (await isFine()) && (await files.uploads.whenDone());
  const isBlank = () => paper.read().message.trim() === '';

  // Also of a text that was brought back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is told when there begins to be a text, and when there ends to be one
  useEffect(() => note(hasText), [hasText]);

  return (
    <>
      <ComposerPaper
        paper={paper}
        files={files}
        problem={problem}
        isBusy={isBusy}
        onSend={async (status) => {
          if (isBlank()) complain('MESSAGE_REQUIRED');
          else if (await isWhole()) await send(status && { status });
        }}
        onResolve={async () => {
          if (isBlank()) complain('MESSAGE_REQUIRED');
          else if (await isWhole()) resolve.ask((resolution) => send({ status: 'resolved', resolution }));
        }}
      />
      {left.dialog}
    </>
  );
}
