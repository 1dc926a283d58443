import sql from 'sql-template-tag';
import type { UserActor } from '@/lib/auth/actor';
import type { Queryable } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { type FieldProblem, invalid } from '@/lib/platform/errors';
import { fromPublicId, toPublicId } from '@/lib/platform/ids';
import type { AttachmentLink } from '@/lib/tickets/schema';
import { looksLikeUpload, uploadIdIn, uploadPath } from '../rules';

/** A message's file as it is kept: a link, or one that Hilo holds. */
export interface MessageFile extends AttachmentLink {
  /** UUID of what Hilo holds; its `url` is a path of ours. */
  uploadId?: string;
}

interface Usable {
  id: string;
  filename: string;
  type: string;
  size: number;
}

/** Whether one of the files has an address that is ours to look up, or to refuse. */
export function namesUploads(files: AttachmentLink[]): boolean {
  return files.some(({ url }) => looksLikeUpload(url) && (url.startsWith('http:') || uploadIdIn(url, env().HILO_URL)));
}

const wrongUrl = (at: number): FieldProblem => ({
  field: 'attachments',
  code: 'INVALID_ATTACHMENTS',
  path: `attachments.${at}.url`,
});

/** Kept from being removed until the transaction ends. */
function findUsable(on: Queryable, actor: UserActor, ids: string[]): Promise<Usable[]> {
  return on.query<Usable>(
    sql`SELECT id, filename, type, size::float8 AS size FROM uploads
        WHERE id = ANY(${ids}::uuid[]) AND owner_id = ${actor.userId}::uuid AND sha256 IS NOT NULL AND scan <> 'infected'
        ORDER BY id FOR KEY SHARE`,
    'usable_uploads',
  );
}

/**
 * A message's files as they are to be kept. What Hilo holds must be whole and the actor's own, and is called what was found of
 * it, whatever was said; links elsewhere stay as they are. Asks the database only where there is such a file, and once.
 * Errors: `INVALID_ATTACHMENTS` with the path of each that is not the actor's to use, `ATTACHMENTS_TOO_LARGE`.
 */
export async function filesToKeep(on: Queryable, actor: UserActor, files: AttachmentLink[]): Promise<MessageFile[]> {
  if (!namesUploads(files)) return files;
  const ids = files.map(({ url }) => fromPublicId(uploadIdIn(url, env().HILO_URL) ?? '', 'attachment'));
  const wanted = ids.filter((id) => id !== null);
  const found = new Map((wanted.length > 0 ? await findUsable(on, actor, wanted) : []).map((each) => [each.id, each]));
  const problems: FieldProblem[] = [];
  const kept = files.map((file, at): MessageFile => {
    const upload = found.get(ids[at] ?? '');
    if (upload) {
      const { id, filename, type, size } = upload;
      return { filename, url: uploadPath(toPublicId('attachment', id), filename), size, type, uploadId: id };
    }
    if (namesUploads([file])) problems.push(wrongUrl(at));
    return file;
  });
  const [first, ...more] = problems;
  if (first) throw invalid(first, ...more);
  const size = kept.reduce((sum, file) => sum + (file.uploadId ? file.size : 0), 0);
  if (size > env().HILO_UPLOAD_MESSAGE_MAX) throw invalid({ field: 'attachments', code: 'ATTACHMENTS_TOO_LARGE' });
  return kept;
}

/** Whether an error says that a file was removed just before it was to be used. */
export function isUploadGone(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'attachments_upload_id_fkey';
}
