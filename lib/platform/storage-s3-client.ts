import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { AppError } from './errors';
import type { StorageAddress } from './storage-address';
import { storageFull, storageUnavailable } from './storage-trouble';

export type Bucket = Extract<StorageAddress, { kind: 's3' }>;

export interface S3Options {
  /** Without it the SDK looks for one itself: a role of the machine, a file of its own, … */
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** How long the server may be silent, in milliseconds. */
  patience?: number;
}

type RetryStrategy = Exclude<NonNullable<S3ClientConfig['retryStrategy']>, (...args: never[]) => unknown>;

interface SdkError {
  name?: string;
  code?: string;
  message?: string;
  $metadata?: { httpStatusCode?: number };
}

const ATTEMPTS = 3;
const token = (count: number) => ({
  getRetryCount: () => count,
  getRetryDelay: () => 2 ** count * 50 * (0.5 + Math.random()),
});

/** The SDK calls these time-outs as well; mostly the server has just closed a connection that was kept open. */
const CLOSED = new Set(['ECONNRESET', 'EPIPE']);

/** Tries again what failed at once; a server that was silent for so long is not waited for twice. */
const retryStrategy = {
  acquireInitialRetryToken: async () => token(0),
  async refreshRetryTokenForRetry(last: { getRetryCount(): number }, about: { error?: SdkError; errorType: string }) {
    const count = last.getRetryCount() + 1;
    const isSilence = about.error?.name === 'TimeoutError' && !CLOSED.has(String(about.error.code));
    if (isSilence || about.errorType === 'CLIENT_ERROR' || count >= ATTEMPTS) throw new Error('It is not tried again.');
    return token(count);
  },
  recordSuccess: () => undefined,
} as RetryStrategy;

/** The SDK and its clients, loaded with the first request: whoever keeps files in a folder never loads them. */
export async function openClients(bucket: Bucket, { credentials, patience = 12_000 }: S3Options) {
  const sdk = await import('@aws-sdk/client-s3');
  const open = (timeouts: object): S3Client =>
    new sdk.S3Client({
      region: bucket.region ?? 'us-east-1',
      forcePathStyle: bucket.isPathStyle,
      followRegionRedirects: !bucket.endpoint,
      // Checksums in trailers are unknown to older servers of others. Bytes are named by their SHA-256 anyway.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      retryStrategy,
      maxAttempts: ATTEMPTS,
      requestHandler: {
        connectionTimeout: Math.min(3000, patience),
        // As many as there are: a download that a slow reader holds must not keep others waiting.
        httpAgent: { maxSockets: Number.POSITIVE_INFINITY },
        httpsAgent: { maxSockets: Number.POSITIVE_INFINITY },
        ...timeouts,
      },
      ...(bucket.endpoint ? { endpoint: bucket.endpoint } : {}),
      ...(credentials ? { credentials } : {}),
    });
  return {
    sdk,
    /** For what is asked: until the answer begins. Its body is watched by whoever reads it. */
    asking: open({ requestTimeout: patience, throwOnRequestTimeout: true, socketTimeout: 0 }),
    /** For what is sent, which may take long: while nothing moves. */
    sending: open({ socketTimeout: patience }),
  };
}

const FULL = new Set(['XMinioStorageFull', 'QuotaExceeded', 'InsufficientStorage', 'InsufficientCapacity']);

/** The name of the server's refusal: `NoSuchKey`, `InvalidRange`, … */
export const refusalOf = (error: unknown): string => String((error as SdkError | null)?.name);

/** What an error of the SDK means to callers. Of the error only its words are kept: its fields may quote signatures. */
export function fromS3(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { name = 'Error', code, message, $metadata } = (error ?? {}) as SdkError;
  const status = $metadata?.httpStatusCode;
  const cause = new Error([name, code, status, message].filter(Boolean).join(' '));
  return FULL.has(name) || status === 507 ? storageFull(cause) : storageUnavailable(cause);
}
