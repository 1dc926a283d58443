import { AppError } from './errors';

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** The error for what keeps storage from working just now. `cause` is for the log. */
export function storageUnavailable(cause: unknown): AppError {
  return new AppError('STORAGE_UNAVAILABLE', { retryAfter: 5, cause });
}

/** The error for storage that has no room. Somebody must make some: it takes longer than a moment. */
export function storageFull(cause: unknown): AppError {
  return new AppError('STORAGE_FULL', { retryAfter: 60, cause });
}

/** What an error of the file system means to callers: `STORAGE_FULL` or `STORAGE_UNAVAILABLE`; any other is returned as it is. */
export function fromFileSystem(error: unknown): unknown {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (!(error instanceof Error) || !code || !syscall) return error;
  return FULL.has(code) ? storageFull(error) : storageUnavailable(error);
}

/** Awaits work of the file system. Throws as `fromFileSystem` says. */
export async function onDisk<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw fromFileSystem(error);
  }
}
