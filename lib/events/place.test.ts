import { beforeAll, describe, expect, test } from 'vitest';
import { putEnv } from '@/lib/platform/env';
import { feedStart, openPlace, sealPlace } from './place';

beforeAll(() =>
  putEnv({ DATABASE_URL: 'postgresql://localhost/none', HILO_SECRET: 'a secret that guards nothing at all' }),
);

describe('a cursor', () => {
  test.each([feedStart, { position: 1, id: 1 }, { position: 2 ** 53 - 1, id: 2 ** 53 - 1 }])('holds %j', (place) => {
    expect(openPlace(sealPlace(place))).toEqual(place);
    expect(sealPlace(place)).toBe(sealPlace({ ...place }));
    expect(sealPlace(place)).toMatch(/^[\w-]{22}$/);
  });

  test('tells nothing of how far it is from another', () => {
    const texts = Array.from({ length: 100 }, (_, id) => sealPlace({ position: 7, id }));
    const bits = (text: string) =>
      [...Buffer.from(text, 'base64url')].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    expect(new Set(texts.map((text) => text.slice(0, 4))).size).toBeGreaterThan(95);
    for (const text of texts.slice(1)) {
      const changed = [...bits(text)].filter((bit, index) => bit !== bits(texts[0] ?? '')[index]).length;
      expect(changed).toBeGreaterThan(30);
    }
  });

  test.each(['', 'x', 'now', 'A'.repeat(22), `${'A'.repeat(21)}*`, 'A'.repeat(23), sealedElsewhere()])(
    'is not %j',
    (text) => {
      expect(() => openPlace(text)).toThrow('INVALID_CURSOR');
      expect(() => openPlace(text, 'Last-Event-ID')).toThrow(
        expect.objectContaining({ options: { problems: [{ field: 'Last-Event-ID', code: 'INVALID_CURSOR' }] } }),
      );
    },
  );
});

/** A cursor of a desk with another secret. */
function sealedElsewhere(): string {
  putEnv({ HILO_SECRET: 'another secret, which guards another desk' });
  return sealPlace({ position: 12_345, id: 678 });
}
