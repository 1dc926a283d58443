import { fileTypeFromBuffer } from 'file-type';

/** How much of a file's beginning it takes to tell its type, in bytes. */
export const headBytes = 64 * 1024;

const unknown = 'application/octet-stream';

/** What a text is by its name; of any other name it is plain. */
const textTypes: Record<string, string> = {
  csv: 'text/csv',
  md: 'text/markdown',
  markdown: 'text/markdown',
  json: 'application/json',
  htm: 'text/html',
  html: 'text/html',
  shtml: 'text/html',
  xhtml: 'application/xhtml+xml',
  svg: 'image/svg+xml',
  xml: 'application/xml',
};

/** Formats that are written in characters. What else is found in a text is a chance: "BM" begins a bitmap, and a letter about a BMW. */
const writtenTypes = new Set([
  'application/pdf',
  'application/rtf',
  'application/postscript',
  'text/calendar',
  'text/vcard',
]);

/** The text of bytes that are UTF-8 without what only binary files have (as in the WHATWG's MIME sniffing); else null. */
function textIn(head: Uint8Array, isWhole: boolean): string | null {
  try {
    // A character may be cut where the head ends.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !isWhole });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    return /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** What browsers could take a text for that runs scripts: told by how it begins. */
function markupIn(text: string): string | null {
  const start = text.replace(/^(\s|<!--[\s\S]*?-->)+/, '');
  if (!/^<[a-z!?/]/i.test(start)) return null;
  // What only declares comes before the element that says what it is.
  const element = start.replace(/^(<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!doctype[^[>]*(\[[\s\S]*?\]\s*)?>|\s)+/i, '');
  if (/^<!doctype\s+html\b(?![^>]*xhtml)/i.test(start)) return 'text/html';
  if (/^<([a-z_][\w.-]*:)?svg[\s>/]/i.test(element) || /^[\s\S]*?<!doctype\s+svg\b/i.test(start))
    return 'image/svg+xml';
  if (/^<([a-z_][\w.-]*:)?html[\s>/]/i.test(element))
    return /^<\?xml/i.test(start) ? 'application/xhtml+xml' : 'text/html';
  if (/^<\?xml/i.test(start) || /\bxmlns(:\w+)?\s*=/.test(element.slice(0, 1024))) return 'application/xml';
  return /^<(!--|!doctype|\/?(a|b|base|body|br|div|embed|font|form|frameset|h[1-6]|head|iframe|img|input|link|math|meta|object|p|script|span|style|table|template|title|video)\b)/i.test(
    start,
  )
    ? 'text/html'
    : null;
}

/**
 * The media type of a file, found in its first bytes (`headBytes` of them, or all); a name only says which kind of text a
 * text is. Never what a browser would run under another name: HTML, SVG and XML are called so, and what is not known is
 * `application/octet-stream`.
 */
export async function findType(
  head: Uint8Array,
  { isWhole, filename }: { isWhole: boolean; filename: string },
): Promise<string> {
  const text = textIn(head, isWhole);
  const markup = text === null ? null : markupIn(text);
  if (markup) return markup;
  // What trips the detectors is nothing that they know.
  const found = (await fileTypeFromBuffer(head).catch(() => undefined))?.mime.split(';')[0];
  if (text === null) return found ?? unknown;
  if (found && writtenTypes.has(found)) return found;
  return textTypes[/\.(\w+)$/.exec(filename.toLowerCase())?.[1] ?? ''] ?? 'text/plain';
}
