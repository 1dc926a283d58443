// At build time: notes where Next puts the compiled route handlers, so that bin/server.ts can call them directly, and
// compresses scripts and styles as far as they go, once for all requests.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';

/** Writes `x.js.br` beside each script and style of the build. */
async function compressStatic(distDir) {
  const root = path.join(distDir, 'static');
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(js|css)$/.test(name));
  await Promise.all(
    names.map(async (name) => {
      const file = path.join(root, name);
      writeFileSync(`${file}.br`, await promisify(brotliCompress)(readFileSync(file)));
    }),
  );
}

/** @type {import('next').NextAdapter} */
const adapter = {
  name: 'hilo',
  async onBuildComplete({ outputs, routing, distDir }) {
    const routes = outputs.appRoutes.filter(
      (output) => output.runtime === 'nodejs' && !output.pathname.endsWith('.rsc'),
    );
    const files = Object.fromEntries(
      routes.map((output) => [output.pathname, path.relative(distDir, output.filePath)]),
    );
    // Next's order: the most specific pattern first.
    const dynamic = routing.dynamicRoutes.map((route) => route.source).filter((source) => source in files);
    writeFileSync(path.join(distDir, 'hilo-routes.json'), JSON.stringify({ files, dynamic }, null, 2));
    await compressStatic(distDir);
  },
};

export default adapter;
