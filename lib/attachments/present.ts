import { env } from '@/lib/platform/env';
import { toPublicId } from '@/lib/platform/ids';
import { signPath } from '@/lib/platform/signed-link';
import type { KeptUpload } from './commands/keep';
import type { UploadRow } from './queries/readable';
import { uploadPath } from './rules';
import type { FileObject, KeptFileObject } from './schema';

/** The address of a message's file as the API gives it: a path of ours, as stored, with our host before it; a link as it is. */
export function absoluteUrl(url: string): string {
  return url.startsWith('/') ? env().HILO_URL + url : url;
}

/** A file that has just come, as it may stand in `attachments`. */
export function presentKept({ id, filename, size, type }: KeptUpload): KeptFileObject {
  return { filename, url: absoluteUrl(uploadPath(toPublicId('attachment', id), filename)), size, type };
}

function stateOf({ sha256, scan }: UploadRow): FileObject['state'] {
  if (sha256 === null) return 'receiving';
  if (scan === 'pending') return 'scanning';
  return scan === 'infected' ? 'infected' : 'ready';
}

/** A row as the API shows a file, with a signed link to it where it can be read. */
export function presentFile(row: UploadRow): FileObject {
  const { filename, size, type, received, thumbnail, width, height } = row;
  const id = toPublicId('attachment', row.id);
  const path = uploadPath(id, filename);
  const state = stateOf(row);
  const link = state === 'ready' ? signPath(path) : null;
  return {
    _id: id,
    filename,
    url: absoluteUrl(path),
    size,
    type,
    state,
    received,
    thumbnail,
    width,
    height,
    link: link && { url: absoluteUrl(link.path), expiresAt: link.expiresAt.toISOString() },
  };
}
