/** Why a file cannot be shown, a key of `attachments.show.problems`. Those that may pass can be tried again. */
export type Problem =
  | 'gone'
  | 'away'
  | 'infected'
  | 'unscanned'
  | 'unreadable'
  | 'unplayable'
  | 'locked'
  | 'broken'
  | 'noReader';

/** What a status of the file's own address means; null where the file came. 0 is a server out of reach. */
export function problemOf(status: number): Problem | null {
  if ((status >= 200 && status < 300) || status === 304 || status === 416) return null;
  if (status === 401 || status === 404) return 'gone';
  if (status === 403) return 'infected';
  return status === 409 ? 'unscanned' : 'away';
}

/** What keeps a file from being shown, by asking for its first byte; null where the file itself is there. */
export async function whyNot(path: string): Promise<Problem | null> {
  const answer = await fetch(path, { headers: { range: 'bytes=0-0' }, cache: 'no-store' }).catch(() => null);
  void answer?.body?.cancel();
  return problemOf(answer?.status ?? 0);
}
