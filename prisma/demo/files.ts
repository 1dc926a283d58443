import path from 'node:path';
import { type PersonKey, people } from './people';

const mimeTypes: Record<string, string> = {
  '.csv': 'text/csv',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.log': 'text/plain',
  '.mov': 'video/quicktime',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.pro': 'text/plain',
  '.py': 'text/x-python',
  '.txt': 'text/plain',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** A demo file as a link to its author's invented company. Throws on an extension that it does not know. */
export function describeFile(
  filename: string,
  author: PersonKey,
  folder: string,
): { filename: string; url: string; type: string } {
  const type = mimeTypes[path.extname(filename)];
  if (!type) throw new Error(`no MIME type for ${filename}`);
  const domain = people[author].email.split('@')[1];
  return { filename, url: `https://archivos.${domain}/soporte/${folder}/${encodeURIComponent(filename)}`, type };
}
