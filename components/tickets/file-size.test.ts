import { describe, expect, it } from 'vitest';
import { formatFileSize } from './file-size';

describe('the size of a file', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [1024, '1 kB'],
    [12_300, '12 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [1_810_000, '1,8 MB'],
    [48_000_000, '48 MB'],
  ])('of %i bytes is "%s"', (bytes, text) => expect(formatFileSize(bytes, 'es')).toBe(text));
});
