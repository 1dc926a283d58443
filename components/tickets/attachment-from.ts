import type { AttachmentLink } from '@/lib/tickets/schema';

const types: Record<string, string> = {
  txt: 'text/plain',
  log: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  html: 'text/html',
  har: 'application/json',
  json: 'application/json',
  xml: 'application/xml',
  pdf: 'application/pdf',
  zip: 'application/zip',
  gz: 'application/gzip',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  heic: 'image/heic',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The MIME type that a file's name promises. A link without one is most often a page. */
function typeOf(filename: string): string {
  const extension = /\.([a-z\d]{1,8})$/i.exec(filename)?.[1]?.toLowerCase();
  if (!extension) return 'text/html';
  return types[extension] ?? 'application/octet-stream';
}

/**
 * The attachment behind a link as somebody pasted it: its name is the address's last part, its type the name's extension, its
 * size 0, for unknown. A missing `https://` is put in front. What is no link is kept as it came, for `linkProblem` to name.
 */
export function attachmentFrom(pasted: string, unnamed: string, most: { filename: number }): AttachmentLink {
  const text = pasted.trim();
  const link = /^[\w-]+(\.[\w-]+)+([/?#:]|$)/.test(text) ? `https://${text}` : text;
  if (!URL.canParse(link)) return { filename: unnamed, url: text, size: 0, type: 'text/html' };
  const url = new URL(link);
  const last = decoded(url.pathname.split('/').findLast(Boolean) ?? '');
  const clean = (last || url.host || unnamed).toWellFormed().replace(/[/\\\p{Cc}]/gu, '-');
  const filename = [...clean].slice(0, most.filename).join('');
  return { filename, url: url.href, size: 0, type: last ? typeOf(filename) : 'text/html' };
}
