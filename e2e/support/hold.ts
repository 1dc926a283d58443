import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { fromPublicId } from '@/lib/platform/ids';
import type { Api } from './api';
import { idOf, upload } from './held-files';

/** A file that Hilo holds. */
export interface HeldFile {
  id: string;
  filename: string;
  /** As it may stand in `attachments`. */
  link: { filename: string; url: string; size: number; type: string };
  /** Its address without the host. */
  path: string;
}

/** Uploads a file as a caller. */
export async function hold(api: Api, filename: string, bytes: Uint8Array | string): Promise<HeldFile> {
  const link = await upload(api, filename, bytes);
  return { id: idOf(link), filename: link.filename, link, path: new URL(link.url).pathname };
}

/** Says what the scanner found in a file. */
export async function scanned(file: HeldFile, scan: 'pending' | 'infected'): Promise<void> {
  const id = fromPublicId(file.id, 'attachment');
  await db.query(sql`UPDATE uploads SET scan = ${scan} WHERE id = ${id}::uuid`);
}
