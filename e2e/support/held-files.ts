import { expect } from '@playwright/test';
import sharp from 'sharp';
import type { AttachmentLink } from '@/lib/tickets/schema';
import type { Api } from './api';

/** Sends a file in one request; its answer may stand in `attachments`. */
export async function upload(api: Api, filename: string, bytes: Uint8Array | string): Promise<AttachmentLink> {
  const answer = await api.send<{ data: AttachmentLink }>('POST', '/v2/attachments', {
    body: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`,
    },
  });
  expect(answer.status, answer.text).toBe(201);
  return answer.body.data;
}

/** The public id in the address of an upload. */
export function idOf(file: { url: string }): string {
  return /attachment_[0-9a-z]{26}/.exec(file.url)?.[0] ?? '';
}

/** A picture of one colour. */
export function png(width: number, height: number, background = '#a2336b'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}

/** A fifth of a second of a tone: PCM, 8 bits, 8 kHz. */
export function wav(): Buffer {
  const samples = Buffer.from(Array.from({ length: 1600 }, (_, at) => 128 + Math.round(60 * Math.sin(at / 3))));
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

/**
 * A PDF of which each page says "Hoja n" over a wide black bar. `catalog` and `page` are written into those dictionaries,
 * `trailer` into the trailer, and `objects` follow as 1000, 1001, ….
 */
export function pdf(
  pages: number,
  more: { catalog?: string; page?: string; trailer?: string; objects?: string[] } = {},
): Buffer {
  const numbers = Array.from({ length: pages }, (_, at) => at + 1);
  const objects = new Map<number, string>([
    [1, `<< /Type /Catalog /Pages 2 0 R ${more.catalog ?? ''} >>`],
    [2, `<< /Type /Pages /Count ${pages} /Kids [${numbers.map((n) => `${8 + 2 * n} 0 R`).join(' ')}] >>`],
    [3, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'],
  ]);
  for (const n of numbers) {
    const content = `BT /F1 36 Tf 60 700 Td (Hoja ${n}) Tj ET 60 400 300 80 re f`;
    objects.set(
      8 + 2 * n,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${9 + 2 * n} 0 R /Resources << /Font << /F1 3 0 R >> >> ${more.page ?? ''} >>`,
    );
    objects.set(9 + 2 * n, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  }
  for (const [at, object] of (more.objects ?? []).entries()) objects.set(1000 + at, object);
  let text = '%PDF-1.7\n';
  const places = new Map<number, number>();
  for (const [number, object] of objects) {
    places.set(number, text.length);
    text += `${number} 0 obj\n${object}\nendobj\n`;
  }
  const start = text.length;
  text += 'xref\n0 1\n0000000000 65535 f \n';
  for (const [number, place] of places) text += `${number} 1\n${String(place).padStart(10, '0')} 00000 n \n`;
  const size = Math.max(...objects.keys()) + 1;
  text += `trailer << /Size ${size} /Root 1 0 R ${more.trailer ?? ''} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
