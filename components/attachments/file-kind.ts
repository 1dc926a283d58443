import { servedAs } from '@/lib/attachments/rules';

/** How a file can be shown. `other`: only ever a download. */
export type FileKind = 'image' | 'pdf' | 'text' | 'audio' | 'video' | 'other';

/** How a file that Hilo holds is shown, by the type that was found in its bytes. HTML, SVG and XML never are. */
export function kindOf(type: string): FileKind {
  const { type: served, isInline } = servedAs(type);
  // Browsers are told to save it: it is drawn here (viewer/pdf-view.tsx), without its scripts.
  if (served === 'application/pdf') return 'pdf';
  const [group] = served.split('/');
  const isMedia = group === 'image' || group === 'text' || group === 'audio' || group === 'video';
  return isInline && isMedia ? group : 'other';
}

const office = 'application/vnd.openxmlformats-officedocument.';
const openDocument = 'application/vnd.oasis.opendocument.';

/** Families of types, as `attachments.show.types` names them. */
const families = {
  'image/svg+xml': 'drawing',
  'application/pdf': 'pdf',
  'text/plain': 'text',
  'text/csv': 'csv',
  'text/markdown': 'markdown',
  'text/html': 'html',
  'text/xml': 'xml',
  'application/xml': 'xml',
  'application/json': 'json',
  'application/msword': 'word',
  [`${office}wordprocessingml.document`]: 'word',
  'application/vnd.ms-excel': 'sheet',
  [`${office}spreadsheetml.sheet`]: 'sheet',
  'application/vnd.ms-powerpoint': 'slides',
  [`${office}presentationml.presentation`]: 'slides',
  [`${openDocument}text`]: 'document',
  [`${openDocument}spreadsheet`]: 'sheetOpen',
  [`${openDocument}presentation`]: 'slidesOpen',
  'application/rtf': 'document',
  'application/epub+zip': 'book',
  'application/zip': 'archive',
  'application/gzip': 'archive',
  'application/x-tar': 'archive',
  'application/x-7z-compressed': 'archive',
  'application/x-rar-compressed': 'archive',
  'application/vnd.rar': 'archive',
  'application/x-bzip2': 'archive',
  'application/x-xz': 'archive',
  'application/zstd': 'archive',
  'message/rfc822': 'mail',
  'application/x-msdownload': 'program',
  'application/x-elf': 'program',
} as const;

export type TypeWord = (typeof families)[keyof typeof families] | 'image' | 'audio' | 'video' | 'file';

/** The word for a type, a key of `attachments.show.types`; `file` where there is no better. */
export function typeWord(type: string): TypeWord {
  const name = type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (Object.hasOwn(families, name)) return families[name as keyof typeof families];
  const [group] = name.split('/');
  return group === 'image' || group === 'audio' || group === 'video' ? group : 'file';
}
