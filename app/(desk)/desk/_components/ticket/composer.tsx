'use client';
import { useEffect } from 'react';
import { useLeftCheck } from '../macros/left-check';
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
  const { send, isBusy, problem, note, complain } = useSend(paper);
  const resolve = useResolve();
  const left = useLeftCheck();
  const { hasText } = paper;
  // A note is read in the house: there a variable that was left is seen, and does no harm.
  const isWhole = async () => paper.isNote || (await left.isFine(paper.read().message));

  // Also of a text that was brought back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is told when there begins to be a text, and when there ends to be one
  useEffect(() => note(hasText), [hasText]);

  return (
    <>
      <ComposerPaper
        paper={paper}
        problem={problem}
        isBusy={isBusy}
        onSend={async (status) => {
          if (await isWhole()) await send(status && { status });
        }}
        onResolve={async () => {
          if (paper.read().message.trim() === '') complain('MESSAGE_REQUIRED');
          else if (await isWhole()) resolve.ask((resolution) => send({ status: 'resolved', resolution }));
        }}
      />
      {left.dialog}
    </>
  );
}
