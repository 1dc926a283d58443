import type { Readable } from 'node:stream';
import { DataStore, Upload } from '@tus/server';
import sql from 'sql-template-tag';
import { beginUpload } from '@/lib/attachments/commands/begin';
import { receivePart, resumeUpload } from '@/lib/attachments/commands/receive';
import { removeUpload } from '@/lib/attachments/commands/remove';
import { arrivalMs, findIncoming } from '@/lib/attachments/queries/incoming';
import type { UserActor } from '@/lib/auth/actor';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { readMetadata } from './metadata';

/** What @tus/server asks of a place for uploads, as one caller may do it. Ids are public. */
export class UploadStore extends DataStore {
  override extensions = ['creation', 'creation-with-upload', 'termination', 'expiration'];
  readonly #actor: UserActor;

  constructor(actor: UserActor) {
    super();
    this.#actor = actor;
  }

  override async create(upload: Upload): Promise<Upload> {
    const id = fromPublicId(upload.id, 'attachment');
    if (!id || upload.size === undefined) throw new AppError('INVALID_UPLOAD');
    await beginUpload(this.#actor, { id, size: upload.size, ...readMetadata(upload.metadata) });
    // Of an empty file nothing comes any more.
    if (upload.size === 0) await resumeUpload(this.#actor, upload.id);
    return upload;
  }

  override write(stream: Readable, id: string, offset: number): Promise<number> {
    return receivePart(this.#actor, id, offset, stream);
  }

  override async getUpload(id: string): Promise<Upload> {
    const { size, received, filename, type, createdAt } = await resumeUpload(this.#actor, id);
    const metadata = { filename, filetype: type };
    return new Upload({ id, size, offset: received, metadata, creation_date: createdAt.toISOString() });
  }

  override async remove(id: string): Promise<void> {
    const { id: uuid } = await findIncoming(this.#actor, id);
    if (!(await removeUpload(uuid, sql`u.owner_id = ${this.#actor.userId}::uuid`))) {
      await findIncoming(this.#actor, id);
      throw new AppError('ATTACHMENT_IN_USE');
    }
  }

  override getExpiration(): number {
    return arrivalMs;
  }
}
