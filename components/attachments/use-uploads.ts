// Longer than most: it joins the files on their way and those of the message into one list, for the portal and the desk.
'use client';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { type ApiDetail, apiFetch } from '@/components/forms/api';
import { notices, toast } from '@/components/ui/toast';
import { uploadIdIn } from '@/lib/attachments/rules';
import type { AttachmentLink } from '@/lib/tickets/schema';
import { useUploadLimits } from './upload-limits';
import { uploadQueue } from './upload-queue';
import { inOrder, isUnderWay, judge, type UploadItem } from './upload-rules';
import { type HeldState, useHeld } from './use-held';

/** One file of the message as it is listed: on its way, held by the server, or a link elsewhere. */
export type FileRow =
  | { kind: 'moving'; key: string; item: UploadItem }
  | { kind: 'held'; key: string; file: AttachmentLink; state: HeldState; preview?: string }
  | { kind: 'link'; key: string; file: AttachmentLink };

const none: readonly UploadItem[] = [];

/** Puts the reader where something is to be done about a file. */
function focusRow(key: string): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-file="${CSS.escape(key)}"] button`)?.focus(),
    ),
  );
}

/**
 * The files of a message: what was chosen goes up, and stands in the message once it is there. `place` names the draft, with
 * its reader's id. `files` is what the message has, `read` and `write` are the same outside of a drawing.
 */
export function useUploads(props: {
  place: string;
  files: readonly AttachmentLink[];
  read: () => AttachmentLink[];
  write: (files: AttachmentLink[]) => void;
}) {
  const { place, files } = props;
  const t = useTranslations('attachments.upload');
  const actions = useTranslations('common.actions');
  const limits = useUploadLimits();
  const message = useRef(props);
  message.current = props;
  // The server sends nothing.
  const queue = typeof document === 'undefined' ? undefined : uploadQueue(place);
  const items = useSyncExternalStore(
    (listener) => queue?.subscribe(listener) ?? (() => undefined),
    () => queue?.items ?? none,
    () => none,
  );
  const held = useHeld(files, limits.origin);
  /** What is read aloud. */
  const [news, setNews] = useState('');
  /** Names for which there was no room. */
  const [left, setLeft] = useState<string[]>([]);
  const [wait, setWait] = useState<AbortController>();
  const waiting = useRef<AbortController>(undefined);

  const { origin } = limits;
  const isLink = useCallback(({ url }: AttachmentLink) => uploadIdIn(url, origin) === null, [origin]);

  useEffect(() => {
    const mine = uploadQueue(place);
    const stop = mine.listen({
      take(file) {
        const now = message.current.read();
        if (now.every(({ url }) => url !== file.url))
          message.current.write(inOrder([...now, file], mine.items, isLink));
      },
      tell({ state, name }) {
        if (state === 'done' || state === 'failed' || state === 'offline') setNews(t(`told.${state}`, { name }));
      },
    });
    return () => {
      stop();
      waiting.current?.abort();
    };
  }, [place, t, isLink]);

  const itemOf = (url: string) => items.find(({ file }) => file?.url === url);

  function rowOf(file: AttachmentLink): FileRow {
    if (isLink(file)) return { kind: 'link', key: file.url, file };
    const item = itemOf(file.url);
    const { state, hasThumbnail } = held.of(file.url);
    const preview =
      item?.preview ?? (hasThumbnail ? `${new URL(file.url, limits.origin).pathname}?thumbnail=1` : undefined);
    return { kind: 'held', key: item?.key ?? file.url, file, state, preview };
  }

  // As `inOrder` has them.
  const known = new Map(files.map((file) => [itemOf(file.url)?.key ?? file.url, file]));
  const rows: FileRow[] = files.filter((file) => !isLink(file) && !itemOf(file.url)).map(rowOf);
  for (const item of items) {
    const file = known.get(item.key);
    if (file) rows.push(rowOf(file));
    else if (item.state !== 'done') rows.push({ kind: 'moving', key: item.key, item });
  }
  rows.push(...files.filter(isLink).map(rowOf));

  const moving = items.filter(isUnderWay);
  const isBad = (row: FileRow) =>
    row.kind === 'moving'
      ? row.item.state === 'failed'
      : row.kind === 'held' && (row.state === 'gone' || row.state === 'infected');
  const latest = useRef({ rows, isBad });
  latest.current = { rows, isBad };

  /** Whether every file is there or mended; else shows the first that is not. */
  function isWhole(): boolean {
    const bad = latest.current.rows.find(latest.current.isBad);
    if (!bad) return true;
    setNews(t('told.mend'));
    focusRow(bad.key);
    return false;
  }

  function put(file: AttachmentLink, at: number): void {
    const now = message.current.read();
    if (now.every(({ url }) => url !== file.url)) message.current.write(now.toSpliced(at, 0, file));
  }

  /** The server forgets it once nobody can want it back any more. */
  function letGo(file: AttachmentLink): void {
    const id = uploadIdIn(file.url, limits.origin);
    const item = itemOf(file.url);
    if (item) queue?.cancel(item.key);
    if (id) void apiFetch(`/v2/attachments/${id}`, { method: 'DELETE' });
  }

  return {
    rows,
    limits,
    news,
    left,
    /** How many files are still on their way. */
    moving: moving.length,
    /** Whether sending waits for them. */
    isWaiting: wait !== undefined,
    /** Takes files that were chosen, dropped or pasted. */
    take(chosen: readonly File[], nameOf: (file: File) => string = ({ name }) => name) {
      const now = message.current.read();
      const busy = uploadQueue(place).items.filter(isUnderWay);
      const sizes = [...now.filter((file) => !isLink(file)), ...busy].map(({ size }) => size);
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      const judged = judge(chosen, { count: now.length + busy.length, bytes }, limits);
      setLeft(judged.left);
      for (const { file, problem } of judged.chosen) uploadQueue(place).add(file, nameOf(file), problem);
    },
    forgetLeft: () => setLeft([]),
    retry: (key: string) => queue?.retry(key),
    /** Takes one out of the message: what is on its way stops, what is there can come back for a while. */
    remove(row: FileRow) {
      if (row.kind === 'moving') {
        queue?.cancel(row.key);
        setNews(t('told.removed', { name: row.item.name }));
        return;
      }
      const { file } = row;
      const now = message.current.read();
      const at = now.findIndex(({ url }) => url === file.url);
      message.current.write(now.filter(({ url }) => url !== file.url));
      if (row.kind === 'held' && row.state === 'gone') return letGo(file);
      let isBack = false;
      const undo = () => {
        isBack = true;
        put(file, at);
      };
      toast.done(t('told.removed', { name: file.filename }), { label: actions('undo'), run: undo });
      const { id } = notices.read() ?? {};
      const stop = notices.subscribe(() => {
        if (notices.read()?.id === id) return;
        stop();
        // What brings it back runs after the notice has gone.
        queueMicrotask(() => setTimeout(() => isBack || letGo(file)));
      });
    },
    /** Waits until every file is there. Answers whether to send: not where one failed, or the wait was given up. */
    async whenDone(): Promise<boolean> {
      if (!isWhole()) return false;
      const line = uploadQueue(place);
      if (!line.items.some(isUnderWay)) return true;
      if (waiting.current) return false;
      const control = new AbortController();
      waiting.current = control;
      setWait(control);
      await line.settled(control.signal);
      waiting.current = undefined;
      setWait(undefined);
      if (control.signal.aborted) return false;
      // As it is drawn with what came last.
      await new Promise((resolve) => requestAnimationFrame(resolve));
      return isWhole();
    },
    stopWaiting: () => waiting.current?.abort(),
    /** Marks what the API refused of the files that were sent. Answers whether it was any. */
    refused(details: readonly ApiDetail[]): boolean {
      const now = message.current.read();
      const places = details.flatMap(({ path }) => /^attachments\.(\d+)/.exec(path ?? '')?.[1] ?? []);
      const bad = places.flatMap((place) => now[Number(place)] ?? []).filter((file) => !isLink(file));
      for (const { url } of bad) held.isGone(url);
      const [first] = bad;
      if (first) focusRow(itemOf(first.url)?.key ?? first.url);
      return bad.length > 0;
    },
    /** After it was sent, with these: what was added meanwhile stays. Without them, all of it. */
    clear: (sent?: readonly AttachmentLink[]) => uploadQueue(place).clear(sent),
    /** Gives up all of them, at the server as well. */
    discard() {
      uploadQueue(place).clear();
      for (const file of message.current.read()) letGo(file);
    },
  };
}

export type Uploads = ReturnType<typeof useUploads>;
