import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import S3rver from 's3rver';

/** An S3 of somebody else's, on the loopback, with an empty bucket named `hilo`. */
export interface TestS3 {
  port: number;
  /** What `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` must be. */
  keys: { AWS_ACCESS_KEY_ID: string; AWS_SECRET_ACCESS_KEY: string };
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** For `HILO_STORAGE`: the bucket, with a prefix; `port` is another's that leads here. */
  address(prefix?: string, port?: number): string;
  stop(): Promise<void>;
}

/** Starts an S3 with a folder of its own, which goes with it. */
export async function startS3(): Promise<TestS3> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'hilo-s3-'));
  const configureBuckets = [{ name: 'hilo' }];
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets });
  const { store } = server;
  // Its own takes away a folder that is empty then, which another object is just being written to: that is an error that nobody
  // catches, and the end of the process that it runs in.
  store.deleteObject = async (bucket, key) => {
    const files = (['object', 'object.md5', 'metadata.json'] as const).map((kind) =>
      store.getResourcePath(bucket, key, kind),
    );
    await Promise.all(files.map((file) => rm(file, { force: true })));
  };
  const { port } = await server.run();
  // Its own, and no secret.
  const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
  return {
    port,
    credentials,
    keys: { AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey },
    address: (prefix = 'files', through = port) => `s3://hilo/${prefix}?endpoint=http://127.0.0.1:${through}&direct=1`,
    async stop() {
      server.httpServer.closeAllConnections();
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
