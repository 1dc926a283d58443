'use client';
import { useEffect, useState } from 'react';
import { apiFetch } from '@/components/forms/api';
import type { HeldFile } from '@/lib/tickets/queries/rows';
import { kindOf } from './file-kind';
import type { OwnFile } from './shown-file';

/** What `GET /v2/attachments/{id}` says that matters here. */
interface Told {
  state: 'receiving' | 'scanning' | 'ready' | 'infected';
  thumbnail: HeldFile['thumbnail'];
  width: number | null;
  height: number | null;
}

/** Seconds between questions; a minute in all. */
const waits = [1, 2, 3, 5, 8, 12, 14, 15];

function heldOf({ state, thumbnail, width, height }: Told): HeldFile {
  const scan = state === 'ready' ? 'none' : state === 'infected' ? 'infected' : 'pending';
  return { scan, thumbnail, width, height };
}

/** As long as nobody has said: an image may get its thumbnail any moment, and all else is as it came. */
function atFirst({ held, type }: OwnFile): HeldFile {
  return held ?? { scan: 'none', thumbnail: kindOf(type) === 'image' ? 'pending' : 'none', width: null, height: null };
}

const isSettled = ({ scan, thumbnail }: HeldFile) =>
  scan === 'infected' || (scan !== 'pending' && thumbnail !== 'pending');

/** Resolves after some seconds, and not before the page is seen. */
function rest(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      if (!document.hidden) return resolve();
      document.addEventListener('visibilitychange', () => resolve(), { once: true, signal });
    }, seconds * 1000);
    signal.addEventListener('abort', () => clearTimeout(timer));
  });
}

async function watch(files: OwnFile[], tell: (id: string, held: HeldFile) => void, signal: AbortSignal) {
  let waiting = files;
  for (const seconds of waits) {
    // What was only just sent is asked for at once.
    if (waiting.every((file) => file.held)) await rest(seconds, signal);
    if (signal.aborted) return;
    const answers = await Promise.all(
      waiting.map(async (file) => {
        const answer = await apiFetch<Told>(`/v2/attachments/${file.id}`, { signal });
        if (signal.aborted) return null;
        if (!answer.ok) return answer.status === 404 ? null : file;
        const held = heldOf(answer.data);
        tell(file.id, held);
        return isSettled(held) ? null : { ...file, held };
      }),
    );
    waiting = answers.filter((file) => file !== null).map((file) => ({ ...file, held: atFirst(file) }));
    if (waiting.length === 0) return;
  }
}

/**
 * How each of the files stands, by its id: as the page has it, and as the server says for those that are still being scanned
 * or have no thumbnail yet, asked ever more seldom for at most a minute.
 */
export function useStanding(files: OwnFile[]): Map<string, HeldFile> {
  const [told, setTold] = useState<Record<string, HeldFile>>({});
  const open = files.filter((file) => !isSettled(atFirst(file)) || (!file.held && !told[file.id]));
  const key = open.map((file) => `${file.id} ${file.held ? 1 : 0}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says which files there are
  useEffect(() => {
    if (!key) return;
    const stop = new AbortController();
    // Aborted, it ends in an error that nobody need hear of.
    watch(open, (id, held) => setTold((before) => ({ ...before, [id]: held })), stop.signal).catch(() => undefined);
    return () => stop.abort();
  }, [key]);
  return new Map(
    files.map((file) => {
      const first = atFirst(file);
      return [file.id, file.held && isSettled(first) ? first : (told[file.id] ?? first)];
    }),
  );
}
