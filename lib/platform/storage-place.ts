import path from 'node:path';
import { env } from './env';
import type { Storage } from './storage';
import { parseStorageAddress, type StorageAddress } from './storage-address';
import { folderStorage } from './storage-folder';
import { s3Storage } from './storage-s3';

/** Opens a storage, a bucket with the keys of the environment. Nothing is asked of it yet. */
export function openStorage(address: StorageAddress): Storage {
  if (address.kind === 'folder') return folderStorage(address.root);
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = env();
  const sessionToken = AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {};
  const credentials = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey, ...sessionToken } : undefined;
  return s3Storage(address, credentials ? { credentials } : {});
}

/** What `HILO_STORAGE` says, else the folder `files` in the data folder. */
export function storageText(): string {
  return env().HILO_STORAGE || path.join(env().HILO_DATA_DIR, 'files');
}

let opened: { text: string; storage: Storage } | undefined;

/** Where this installation keeps bytes. The same one each time. */
export function storage(): Storage {
  const text = storageText();
  if (opened?.text !== text) opened = { text, storage: openStorage(parseStorageAddress(text)) };
  return opened.storage;
}
