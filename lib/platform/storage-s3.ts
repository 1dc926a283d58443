import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { checkKey, STALE_MS, type Staged, type Storage } from './storage';
import { watchedBody } from './storage-s3-body';
import { type Bucket, fromS3, openClients, refusalOf, type S3Options } from './storage-s3-client';
import { untilAborted } from './storage-source';

const mebi = 1024 * 1024;
/** What one upload holds in memory: each part twice over, at most. */
const PARTS = { partSize: 5 * mebi, queueSize: 2, leavePartsOnError: true };

const isStale = (since: Date | undefined) => since !== undefined && Date.now() - since.getTime() >= STALE_MS;

/** Bytes in a bucket of an S3, Amazon's or another's. Nothing is asked of it before the first use. */
export function s3Storage(bucket: Bucket, options: S3Options = {}): Storage {
  const { patience = 12_000 } = options;
  let opened: ReturnType<typeof openClients> | undefined;
  const clients = () => {
    opened ??= openClients(bucket, { ...options, patience });
    return opened;
  };
  const place = `s3://${bucket.bucket}/${bucket.prefix}`.replace(/\/$/, '');
  const at = (key: string) => ({ Bucket: bucket.bucket, Key: bucket.prefix + key });
  const atChecked = (key: string) => at(checkKey(key));

  async function remove(key: string): Promise<void> {
    const { sdk, asking } = await clients();
    await asking.send(new sdk.DeleteObjectCommand(at(key))).catch((error) => {
      if (refusalOf(error) !== 'NoSuchKey') throw fromS3(error);
    });
  }

  /** Throws away the parts of an upload that will not be whole. */
  async function abandon(which: { Key: string | undefined; UploadId: string | undefined }): Promise<void> {
    const { sdk, asking } = await clients();
    await asking.send(new sdk.AbortMultipartUploadCommand({ Bucket: bucket.bucket, ...which })).catch((error) => {
      if (refusalOf(error) !== 'NoSuchUpload') throw fromS3(error);
    });
  }

  async function* objects(prefix: string): ReturnType<Storage['list']> {
    const { sdk, asking } = await clients();
    const from = { Bucket: bucket.bucket, Prefix: bucket.prefix + prefix };
    try {
      for await (const { Contents = [] } of sdk.paginateListObjectsV2({ client: asking }, from)) {
        for (const { Key = '', Size = 0, LastModified = new Date() } of Contents)
          yield { key: Key.slice(bucket.prefix.length), size: Size, modifiedAt: LastModified };
      }
    } catch (error) {
      throw fromS3(error);
    }
  }

  function staged(draft: string, size: number): Staged {
    let named: { key: string; done: Promise<void> } | undefined;
    async function name(key: string): Promise<void> {
      const target = atChecked(key);
      const { sdk, sending } = await clients();
      const source = `${bucket.bucket}/${bucket.prefix}${draft}`;
      try {
        await sending.send(new sdk.CopyObjectCommand({ ...target, CopySource: source }));
      } catch (error) {
        throw fromS3(error);
      }
      // What stays behind goes with the next clean().
      await remove(draft).catch(() => undefined);
    }
    return {
      size,
      commit(key) {
        if (named && named.key !== key) throw new Error('These bytes have a name already.');
        if (named) return named.done;
        const done = name(key).catch((error) => {
          named = undefined;
          throw error;
        });
        named = { key, done };
        return done;
      },
      async discard() {
        if (!named) await remove(draft);
      },
    };
  }

  return {
    place,
    async stage(source, { signal } = {}) {
      const { sending } = await clients();
      const { Upload } = await import('@aws-sdk/lib-storage');
      const draft = `tmp/${randomUUID()}`;
      let size = 0;
      let failed: { error: unknown } | undefined;
      const note = (error: unknown) => {
        failed ??= { error };
      };
      async function* counted(): AsyncGenerator<Uint8Array> {
        for await (const chunk of untilAborted(source, signal, note)) {
          size += chunk.byteLength;
          yield chunk;
        }
      }
      const body = Readable.from(counted(), { objectMode: false });
      const params = { ...at(draft), Body: body, ContentType: 'application/octet-stream' };
      const upload = new Upload({ client: sending, params, ...PARTS });
      try {
        await upload.done();
      } catch (error) {
        // Not waited for: a server that is silent has cost enough. What stays goes with clean().
        const { uploadId: UploadId } = upload;
        const undone = UploadId ? abandon({ Key: params.Key, UploadId }) : remove(draft);
        undone.catch(() => undefined);
        throw failed ? failed.error : fromS3(error);
      } finally {
        body.destroy();
      }
      return staged(draft, size);
    },
    async read(key, range) {
      const target = atChecked(key);
      const { sdk, asking } = await clients();
      const part = range ? { Range: `bytes=${range.start}-${range.end}` } : {};
      try {
        const { Body } = await asking.send(new sdk.GetObjectCommand({ ...target, ...part }));
        return watchedBody(Body as Readable, patience);
      } catch (error) {
        if (refusalOf(error) === 'NoSuchKey') return null;
        if (refusalOf(error) === 'InvalidRange') return Readable.from([]);
        throw fromS3(error);
      }
    },
    async size(key) {
      const target = atChecked(key);
      const { sdk, asking } = await clients();
      try {
        const { ContentLength = 0 } = await asking.send(new sdk.HeadObjectCommand(target));
        return ContentLength;
      } catch (error) {
        if (['NotFound', 'NoSuchKey'].includes(refusalOf(error))) return null;
        throw fromS3(error);
      }
    },
    async *list(prefix) {
      for await (const object of objects(prefix)) if (!object.key.startsWith('tmp/')) yield object;
    },
    remove: async (key) => remove(checkKey(key)),
    async clean() {
      const { sdk, asking } = await clients();
      let count = 0;
      for await (const { key, modifiedAt } of objects('tmp/')) {
        if (!isStale(modifiedAt)) continue;
        await remove(key);
        count++;
      }
      const from = { Bucket: bucket.bucket, Prefix: `${bucket.prefix}tmp/` };
      const begun = await asking.send(new sdk.ListMultipartUploadsCommand(from)).catch((error) => {
        if (refusalOf(error) === 'NotImplemented') return { Uploads: [] };
        throw fromS3(error);
      });
      for (const { Key, UploadId, Initiated } of begun.Uploads ?? []) {
        if (!isStale(Initiated)) continue;
        await abandon({ Key, UploadId });
        count++;
      }
      return count;
    },
    ...(bucket.isDirect &&
      ({
        async link(key, { seconds, disposition, type }) {
          const target = atChecked(key);
          const { sdk, asking } = await clients();
          const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
          const shown = { ResponseContentDisposition: disposition, ResponseContentType: type };
          const command = new sdk.GetObjectCommand({ ...target, ...shown });
          return getSignedUrl(asking, command, { expiresIn: seconds }).catch((error) => {
            throw fromS3(error);
          });
        },
      } satisfies Pick<Storage, 'link'>)),
  };
}
