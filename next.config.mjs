import { fileURLToPath } from 'node:url';
import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin({
  requestConfig: './lib/i18n/request.ts',
  // Messages are parsed by the build: the browser gets 9 kB less, and the server formats faster.
  experimental: {
    messages: {
      path: './lib/i18n/messages',
      format: 'json',
      locales: ['es', 'en'],
      sourceLocale: 'es',
      precompile: true,
    },
  },
});

/** @type {import('next').NextConfig} */
const config = {
  distDir: process.env.HILO_DIST_DIR || '.next',
  adapterPath: fileURLToPath(new URL('bin/next-adapter.mjs', import.meta.url)),
  reactStrictMode: true,
  poweredByHeader: false,
  // Nothing here uses the optimizer: it would only be something to attack.
  images: { unoptimized: true },
  // bin/server/compress-pages.ts does, in one piece.
  compress: false,
  // The title comes with its page. Streamed after it, each refresh of a page left the document without a title for a moment.
  htmlLimitedBots: /.*/,
  // Native code, pg and what few need stay outside the bundles: one copy in the process, shared with the worker.
  serverExternalPackages: [
    ...['pg', 'pino', '@node-rs/argon2', '@prisma/client', '@prisma/adapter-pg', 'undici'],
    ...['@aws-sdk/client-s3', '@aws-sdk/lib-storage', '@aws-sdk/s3-request-presigner', 'sharp'],
  ],
  // Types are checked by `npm test`; whoever only wants to run Hilo need not wait for it.
  typescript: { ignoreBuildErrors: true },
  agentRules: false,
};

export default withNextIntl(config);
