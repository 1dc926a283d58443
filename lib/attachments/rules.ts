// A file that Hilo holds has an address of ours, `/v2/attachments/attachment_…/name`; all others are links elsewhere.

const ofUpload = /^\/v2\/attachments\/(attachment_[0-9a-z]{26})\/[^/]+$/;

/** The path of a file that Hilo holds. `id` is its public id. */
export function uploadPath(id: string, filename: string): string {
  return `/v2/attachments/${id}/${encodeURIComponent(filename)}`;
}

/** Whether an address has the shape of a file's that a Hilo holds, here or elsewhere. */
export function looksLikeUpload(url: string): boolean {
  return /^https?:/.test(url) && URL.canParse(url) && ofUpload.test(new URL(url).pathname);
}

/** The public id of the file behind an address of this server's, whose scheme and host are `origin`; null for any other. */
export function uploadIdIn(url: string, origin: string): string | null {
  if (!URL.canParse(url, origin)) return null;
  const at = new URL(url, origin);
  return at.origin === origin ? (ofUpload.exec(at.pathname)?.[1] ?? null) : null;
}
