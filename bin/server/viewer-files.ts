import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { encodingFor } from './compress-pages';
import type { StaticFiles } from './static-files';

// Both come built for browsers. Bundled with our pages Scalar would make every build three times as long; and pdf.js brings
// files that a bundler does not know: decoders, fonts and tables of characters, each fetched when a document needs it.
const { resolve } = createRequire(import.meta.url);
const scalar = path.join(path.dirname(resolve('@scalar/api-reference')), 'browser');
const pdfjs = path.dirname(resolve('pdfjs-dist/package.json'));

const javascript = 'application/javascript; charset=UTF-8';
const types: Record<string, string> = { '.js': javascript, '.mjs': javascript, '.wasm': 'application/wasm' };

interface Place {
  file: string;
  /** Its name holds a hash of what is in it. */
  isHashed: boolean;
  headers?: Record<string, string>;
}

/**
 * Its worker reads what strangers sent. A worker is held by the policy of its own file: this one may fetch from here, run its
 * decoders, and nothing else. What runs scripts of documents (quickjs) is not served.
 */
const pdfPolicy = {
  'Content-Security-Policy': `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'`,
};
const pdfShape =
  /^\/pdf-viewer\/(?:(pdf(?:\.worker)?\.min\.mjs)|((?:wasm\/(?!quickjs)|cmaps\/|standard_fonts\/|iccs\/)[\w-]+\.\w+))$/;

/** Where `/docs` loads the viewer of the API's document from, and messages that of PDFs. */
function placeOf(pathname: string): Place | null {
  const [, stem] = /^\/docs\/viewer\/(standalone\.esm|chunks\/[\w.-]+)\.js$/.exec(pathname) ?? [];
  if (stem) return { file: path.join(scalar, `${stem}.js`), isHashed: stem.startsWith('chunks/') };
  const [, built, data] = pdfShape.exec(pathname) ?? [];
  // The build for browsers that are some years old, a tenth larger.
  const name = built ? `legacy/build/${built}` : data;
  return name ? { file: path.join(pdfjs, name), isHashed: false, headers: pdfPolicy } : null;
}

/** Middling effort: it happens once a process, and while somebody waits. */
const compress = (bytes: Buffer) =>
  promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } });

interface Kept {
  plain: Buffer;
  packed: Buffer;
  etag: string;
}

async function read(file: string): Promise<Kept> {
  const plain = await readFile(file);
  const etag = `W/"${createHash('sha256').update(plain).digest('base64url')}"`;
  return { plain, packed: await compress(plain), etag };
}

/** Serves the viewers of the API's document and of PDFs from their packages, compressed on first use, in development too. */
export function viewerFiles(): StaticFiles {
  const kept = new Map<string, Promise<Kept>>();
  const send = async ({ file, isHashed, headers }: Place, req: IncomingMessage, res: ServerResponse) => {
    const reading = kept.get(file) ?? read(file);
    kept.set(file, reading);
    // What could not be read just now (too many open files) may be the next time.
    reading.catch(() => kept.delete(file));
    const { plain, packed, etag } = await reading;
    const isPacked = encodingFor(req.headers['accept-encoding']) === 'br';
    const bytes = isPacked ? packed : plain;
    const all = {
      'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
      Vary: 'Accept-Encoding',
      ETag: etag,
      ...headers,
    };
    if (req.headers['if-none-match'] === etag) return void res.writeHead(304, all).end();
    res.writeHead(200, {
      ...all,
      'Content-Type': types[path.extname(file)] ?? 'application/octet-stream',
      'Content-Length': bytes.length,
      ...(isPacked && { 'Content-Encoding': 'br' }),
    });
    res.end(req.method === 'HEAD' ? undefined : bytes);
  };
  return {
    handle(pathname, req, res) {
      const place = placeOf(pathname);
      if (!place || !(req.method === 'GET' || req.method === 'HEAD') || !existsSync(place.file)) return false;
      send(place, req, res).catch(() => res.destroy());
      return true;
    },
  };
}
