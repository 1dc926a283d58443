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

/** How long a name may be in an address, so that the address is no longer than a link may be. */
const maxEncoded = 1_800;

/** What nobody sees, or what makes names look like others: control, zero-width, direction marks, halves of characters. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\ufffe\uffff]/gu;

/** Names that Windows takes for devices, whatever extension follows. */
const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\.|$)/i;

// Looking behind, it goes through dots and blanks amid a name once, not again from each of them.
const trim = (name: string) => name.replace(/^[.\s]+|(?<![.\s])[.\s]+$/gu, '');

const fitsName = (name: string) => [...name].length <= 255 && encodeURIComponent(name).length <= maxEncoded;

/** The name cut to what fits, with its extension. */
function shortened(name: string): string {
  if (fitsName(name)) return name;
  const extension = /\.[^.\s]{1,16}$/u.exec(name)?.[0] ?? '';
  const stem = [...name.slice(0, name.length - extension.length)].slice(0, 255 - [...extension].length);
  while (!fitsName(stem.join('') + extension)) stem.pop();
  return trim(stem.join('')) + extension;
}

/**
 * The name under which a file is kept: the last part of a path, in NFC, without what cannot be seen, dots and blanks at its
 * ends and names of devices, at most 255 characters; `file` when nothing remains. A name that is so already stays.
 */
export function safeFilename(name: string): string {
  const visible = name.replace(unseen, '');
  const last = visible.split(/[/\\]/).findLast((part) => trim(part) !== '') ?? '';
  const plain = trim(last.replace(/\s+/gu, ' ').normalize('NFC'));
  return shortened(device.test(plain) ? `_${plain}` : plain) || 'file';
}

/**
 * What browsers may show by themselves: pictures made of pixels, sound and film. Never what could run: HTML, SVG, XML; nor PDF,
 * whose scripts Chromium runs where one is embedded, while alone it shows none that is held by a sandbox.
 */
const shown = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'audio/aac',
  'audio/flac',
  'audio/mp4',
  'audio/mpeg',
  'audio/ogg',
  'audio/wav',
  'audio/webm',
  'audio/x-m4a',
  'video/mp4',
  'video/ogg',
  'video/quicktime',
  'video/webm',
]);

/** Texts that are shown, whatever they are made of, as the signs that stand in them. */
const texts = new Set(['text/plain', 'text/csv', 'text/markdown', 'application/json']);

/** How a file of this type (as found in its bytes) is sent: what its type is told to be, and whether it may be shown. */
export function servedAs(type: string): { type: string; isInline: boolean } {
  const name = type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (texts.has(name)) return { type: 'text/plain; charset=utf-8', isInline: true };
  const isType = /^[a-z0-9][\w.+-]*\/[a-z0-9][\w.+-]*$/.test(name);
  return { type: isType ? name : 'application/octet-stream', isInline: shown.has(name) };
}
