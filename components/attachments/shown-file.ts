import { uploadIdIn } from '@/lib/attachments/rules';
import type { HeldFile } from '@/lib/tickets/queries/rows';
import type { AttachmentLink } from '@/lib/tickets/schema';

/** A file of a message as a page has it: one that Hilo holds, or a link elsewhere. Of what was only just sent `held` is not known. */
export type ShownFile = AttachmentLink & { held?: HeldFile | null };

/** A file that Hilo holds, where it is read, and how it stands as far as the page knows. */
export interface OwnFile {
  /** The public id. */
  id: string;
  /** A path of ours, which also leads to the file without scripts. */
  path: string;
  filename: string;
  size: number;
  type: string;
  held: HeldFile | null;
}

/**
 * The file behind an attachment if Hilo holds it; null for a link elsewhere. In the pages' own data such an address is a path;
 * what was only just sent still has the host that the upload was answered with.
 */
export function ownFile({ url, filename, size, type, held }: ShownFile): OwnFile | null {
  const isPath = url.startsWith('/') && !url.startsWith('//');
  if (!isPath && typeof window === 'undefined') return null;
  const origin = typeof window === 'undefined' ? 'http://localhost' : window.location.origin;
  const id = uploadIdIn(url, origin);
  return id ? { id, path: new URL(url, origin).pathname, filename, size, type, held: held ?? null } : null;
}
