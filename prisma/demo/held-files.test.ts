import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { findType } from '@/lib/attachments/commands/find-type';
import { buildDemo } from './build';
import { heldFile } from './held-files';

describe('the files that the demo holds', () => {
  const names = buildDemo(new Date('2026-11-21T15:00:00Z')).attachments.map((file) => file.filename);

  it('are what they are called, and small', async () => {
    const types: string[] = [];
    for (const filename of names) {
      const bytes = await heldFile(filename);
      if (!bytes) continue;
      expect(bytes.length).toBeLessThan(40_000);
      types.push(await findType(bytes, { isWhole: true, filename }));
    }
    expect(types.sort()).toEqual(['application/pdf', 'application/pdf', 'image/png', 'text/csv', 'text/plain']);
  });

  it('are a picture that can be drawn and a document that can be read', async () => {
    const picture = await heldFile('captura-panel-de-credenciales.png');
    expect(await sharp(picture ?? Buffer.alloc(0)).metadata()).toMatchObject({ width: 1280, height: 800 });
    const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
    const bytes = await heldFile('F-2026-1187.pdf');
    const document = await getDocument({ data: new Uint8Array(bytes ?? []), verbosity: 0 }).promise;
    const { items } = await (await document.getPage(1)).getTextContent();
    const text = items.map((item) => ('str' in item ? item.str : '')).join('\n');
    expect(text).toContain('Factura F-2026-1187');
    expect(text).toContain('Banca Lumen · Verificaciones del mes');
  });
});
