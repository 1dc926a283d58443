import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { StaticFiles } from './static-files';

// Scalar comes built for browsers. Bundled with our pages it would make every build three times as long.
const folder = path.join(path.dirname(createRequire(import.meta.url).resolve('@scalar/api-reference')), 'browser');

/** Where `/docs` loads the viewer of the API's document from. */
const shape = /^\/docs\/viewer\/(standalone\.esm|chunks\/[\w.-]+)\.js$/;

/** Middling effort: it happens once a process, and while somebody waits. */
const compress = (bytes: Buffer) =>
  promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } });

interface Kept {
  plain: Buffer;
  packed: Buffer;
}

async function read(name: string): Promise<Kept> {
  const plain = await readFile(path.join(folder, name));
  return { plain, packed: await compress(plain) };
}

/** Serves the viewer of the API's document from its package, compressed on first use, in development too. */
export function viewerFiles(): StaticFiles {
  const kept = new Map<string, Promise<Kept>>();
  const send = async (name: string, req: IncomingMessage, res: ServerResponse) => {
    const reading = kept.get(name) ?? read(name);
    kept.set(name, reading);
    const { plain, packed } = await reading;
    const isPacked = /\bbr\b/.test(String(req.headers['accept-encoding'] ?? ''));
    const bytes = isPacked ? packed : plain;
    // The chunks' names hold a hash of what is in them; that of the entry does not.
    const isHashed = name.startsWith('chunks/');
    res.writeHead(200, {
      'Content-Type': 'application/javascript; charset=UTF-8',
      'Content-Length': bytes.length,
      'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
      Vary: 'Accept-Encoding',
      ...(isPacked && { 'Content-Encoding': 'br' }),
    });
    res.end(req.method === 'HEAD' ? undefined : bytes);
  };
  return {
    handle(pathname, req, res) {
      const [, stem] = shape.exec(pathname) ?? [];
      if (!stem || !(req.method === 'GET' || req.method === 'HEAD')) return false;
      if (!existsSync(path.join(folder, `${stem}.js`))) return false;
      send(`${stem}.js`, req, res).catch(() => res.destroy());
      return true;
    },
  };
}
