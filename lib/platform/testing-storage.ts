import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import sql from 'sql-template-tag';
import { onTestFinished } from 'vitest';
import { db } from './db';
import { putEnv } from './env';
import { newId } from './ids';
import { storage } from './storage-place';
import type { TestS3 } from './testing-s3';

/** A storage that is empty, a folder until the test ends or a bucket of `s3`, and of which this desk knows nothing. Gives where. */
export async function beginStorage(s3?: TestS3): Promise<string> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hilo-sweep-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const HILO_STORAGE = s3 ? s3.address(`sweep-${newId()}`) : path.join(folder, 'files');
  putEnv({ HILO_STORAGE, ...s3?.keys });
  await db.query(sql`DELETE FROM storage_sweep`);
  return HILO_STORAGE;
}

/** Puts bytes under a key, which no row names, and gives the key. */
export async function put(key: string, bytes: Uint8Array = randomBytes(5)): Promise<string> {
  await (await storage().stage(Readable.from([bytes]))).commit(key);
  return key;
}

/** All keys but the marks, sorted. */
export async function keys(): Promise<string[]> {
  const all: string[] = [];
  for await (const { key } of storage().list('')) if (!key.startsWith('desks/')) all.push(key);
  return all.toSorted();
}
