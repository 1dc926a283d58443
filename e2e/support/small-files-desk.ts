import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import pg from 'pg';
import { type Api, apiAt } from './api';
import { startDesk } from './desk';
import { tokenOn } from './operator';

/** What a file may have, on the desk below. */
export const maxBytes = 100_000;

/** A desk of one's own that takes small files, and looks into its storage. */
export interface SmallFilesDesk {
  url: string;
  /** Where its files are. */
  folder: string;
  /** Somebody new, and the header by which they are known. */
  person(role: 'client' | 'agent'): Promise<{ api: Api; authorization: string }>;
  /** One statement on its database. */
  sql<Row extends object>(text: string): Promise<Row[]>;
  /** Waits until nothing is stored but the bytes of whole uploads, and all of these. */
  expectInStep(): Promise<void>;
  stop(): Promise<void>;
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A request under the test's own hands: what it sends, and when. */
export function openRequest(url: string, headers: http.OutgoingHttpHeaders): http.ClientRequest {
  return http.request(`${url}/v2/attachments`, { method: 'POST', headers });
}

/** The answer to a request, which may still be sending; then it is cut. */
export function answerTo(request: http.ClientRequest): Promise<{ status: number; message: string }> {
  return new Promise((resolve, reject) => {
    let isAnswered = false;
    request.on('response', (response) => {
      isAnswered = true;
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => {
        request.destroy();
        resolve({ status: response.statusCode ?? 0, message: JSON.parse(text).message });
      });
    });
    request.on('error', (error) => !isAnswered && reject(error));
  });
}

export async function startSmallFilesDesk(): Promise<SmallFilesDesk> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hilo-files-'));
  const limits = { HILO_UPLOAD_MAX: String(maxBytes), HILO_UPLOAD_QUOTA: '400000', HILO_UPLOAD_MESSAGE_MAX: '150000' };
  const desk = await startDesk({ ...limits, HILO_STORAGE: folder });
  const db = new pg.Client({ connectionString: desk.env.DATABASE_URL, application_name: 'hilo tests' });
  await db.connect();
  const sql = async <Row extends object>(text: string) => (await db.query<Row>(text)).rows;
  let people = 0;
  return {
    url: desk.url,
    folder,
    sql,
    async person(role) {
      people += 1;
      const authorization = `Bearer ${await tokenOn(desk.env, { role, email: `p${people}@desk.example` })}`;
      return { api: apiAt(desk.url, { authorization }), authorization };
    },
    async expectInStep() {
      const stored = async () => {
        const entries = await readdir(folder, { recursive: true, withFileTypes: true });
        const rows = await sql<{ sha256: string }>(
          `SELECT DISTINCT encode(sha256, 'hex') AS sha256 FROM uploads WHERE sha256 IS NOT NULL`,
        );
        const named = new Set(rows.map((row) => row.sha256));
        // Whose files these are stands there as soon as the hourly job has been.
        const isFile = (entry: Dirent) => entry.isFile() && path.basename(entry.parentPath) !== 'desks';
        const files = entries.flatMap((entry) => (isFile(entry) ? [entry.name] : []));
        return {
          lost: [...named].filter((name) => !files.includes(name)),
          left: files.filter((name) => !named.has(name)),
        };
      };
      await expect.poll(stored).toEqual({ lost: [], left: [] });
    },
    async stop() {
      await db.end();
      await desk.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
