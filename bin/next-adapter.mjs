// Notes at build time where Next puts the compiled route handlers, so that bin/server.ts can call them directly.
import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** @type {import('next').NextAdapter} */
const adapter = {
  name: 'hilo',
  onBuildComplete({ outputs, routing, distDir }) {
    const routes = outputs.appRoutes.filter((output) => output.runtime === 'nodejs' && !output.pathname.endsWith('.rsc'));
    const files = Object.fromEntries(routes.map((output) => [output.pathname, path.relative(distDir, output.filePath)]));
    // Next's order: the most specific pattern first.
    const dynamic = routing.dynamicRoutes.map((route) => route.source).filter((source) => source in files);
    writeFileSync(path.join(distDir, 'hilo-routes.json'), JSON.stringify({ files, dynamic }, null, 2));
  },
};

export default adapter;
