import { invalid } from '@/lib/platform/errors';

const field = 'Upload-Metadata';
const unknown = 'application/octet-stream';

/**
 * The values of `Upload-Metadata`, each a text in base64. Errors: `INVALID_UPLOAD` for what is not built so,
 * `INVALID_FILENAME` for a `filename` that is missing or no text.
 */
export function parseMetadata(header: string | null): Record<string, string> {
  const values: Record<string, string> = {};
  for (const pair of (header ?? '').split(',').filter((each) => each.trim() !== '')) {
    const [key = '', value = '', ...more] = pair.trim().split(' ');
    const isBase64 = value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value);
    if (!/^[!-~]+$/.test(key) || !isBase64 || more.length > 0 || key in values)
      throw invalid({ field, code: 'INVALID_UPLOAD' });
    try {
      values[key] = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(value, 'base64'));
    } catch {
      throw invalid({ field, code: key === 'filename' ? 'INVALID_FILENAME' : 'INVALID_UPLOAD' });
    }
  }
  if (!values.filename?.trim()) throw invalid({ field, code: 'INVALID_FILENAME' });
  return values;
}

/** What the sender says that the file is: its name, and its type where that looks like one. */
export function readMetadata(metadata: Record<string, string | null> = {}): { filename: string; type: string } {
  const type = metadata.filetype?.trim().toLowerCase() ?? '';
  return {
    filename: metadata.filename ?? '',
    type: type.length <= 127 && /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/.test(type) ? type : unknown,
  };
}
