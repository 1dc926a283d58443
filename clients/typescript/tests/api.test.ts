import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generateTypes } from '../generator/types';

test('the types are those of the API: else run `npm run client:generate`', { timeout: 60_000 }, async () => {
  const types = readFileSync(new URL('../src/api.ts', import.meta.url), 'utf8');
  expect(types).toBe(await generateTypes());
});
