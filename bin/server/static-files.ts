import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { encodingFor } from './compress-pages';

const types: Record<string, string> = {
  '.js': 'application/javascript; charset=UTF-8',
  '.css': 'text/css; charset=UTF-8',
};

export type StaticFiles = {
  /** Answers and gives true, or leaves the request to Next: another path, method or encoding. */
  handle(pathname: string, req: IncomingMessage, res: ServerResponse): boolean;
};

/**
 * The build's scripts and styles as `bin/next-adapter.mjs` compressed them: a seventh smaller than what Next would compress
 * anew for each request. Their names hold a hash of what is in them, so browsers keep them for good.
 */
export function loadStaticFiles(dist: string): StaticFiles {
  const root = path.join(dist, 'static');
  const names = existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : [];
  const files = new Map(
    names
      .filter((name) => name.endsWith('.br'))
      .map((name) => {
        const file = path.join(root, name);
        const plain = name.slice(0, -'.br'.length);
        const url = `/_next/static/${plain.split(path.sep).map(encodeURIComponent).join('/')}`;
        return [
          url,
          { file, size: statSync(file).size, type: types[path.extname(plain)] ?? 'application/octet-stream' },
        ];
      }),
  );
  return {
    handle(pathname, req, res) {
      const found = req.method === 'GET' ? files.get(pathname) : undefined;
      if (!found || encodingFor(req.headers['accept-encoding']) !== 'br') return false;
      res.writeHead(200, {
        'Content-Type': found.type,
        'Content-Encoding': 'br',
        'Content-Length': found.size,
        'Cache-Control': 'public, max-age=31536000, immutable',
        Vary: 'Accept-Encoding',
      });
      // Closes the file too when its reader leaves amid it, and cuts the answer when it cannot be read.
      pipeline(createReadStream(found.file), res, () => undefined);
      return true;
    },
  };
}
