import { writeFileSync } from 'node:fs';
import { generateTypes } from './types';

writeFileSync(new URL('../src/api.ts', import.meta.url), await generateTypes());
