// dependency-cruiser asks TypeScript itself what a file imports, and TypeScript 7 no longer answers programs: for them
// TypeScript 6 (the package typescript-6) stands in. Use: node --import ./bin/classic-typescript.mjs PROGRAM
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    return next(specifier.replace(/^typescript(?=$|\/)/, 'typescript-6'), context);
  },
});
