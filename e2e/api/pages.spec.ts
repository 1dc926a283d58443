import { plainOf, wordsApart } from '@/attack/compare';
import { expect, test } from '../fixtures';

/** Without the milliseconds at which the page was made. */
const lasting = (page: string) => page.replaceAll(/(?<!\d)\d{13}(?!\d)/g, 'time');

test('a page is the same however it is packed, and says that there are several ways', async ({
  agent,
  api,
  client,
}) => {
  const [ofAgent, ofClient] = [await api.asBrowserOf(agent), await api.asBrowserOf(client)];
  for (const [who, path] of [
    [api.stranger, '/sign-in'],
    [ofAgent, '/desk?queue=mine'],
    [ofAgent, '/settings/tokens'],
    [ofClient, '/tickets'],
  ] as const) {
    for (const encoding of ['identity', 'gzip', 'br']) {
      const read = async (by: string) => {
        const answer = await who.get(path, { 'accept-encoding': by });
        expect(answer.status, path).toBe(200);
        expect(answer.headers.get('content-encoding') ?? 'identity', path).toBe(by);
        expect(answer.headers.get('vary'), path).toContain('Accept-Encoding');
        expect(answer.text.endsWith('</html>'), `${path} to its end, by ${by}`).toBe(true);
        return plainOf({ ...answer, headers: new Headers(), text: lasting(answer.text) });
      };
      // What others do meanwhile stands on the desk's page: it is the packing that is told from it, where nobody did anything.
      const apart = async () => {
        for (let tries = 0; tries < 50; tries += 1) {
          const [before, packed, after] = [await read('identity'), await read(encoding), await read('identity')];
          if (wordsApart(before, after) === undefined) return wordsApart(packed, before);
        }
        throw new Error(`${path} never stood still`);
      };
      // Something may have come and gone in the middle: not twice.
      expect((await apart()) && (await apart()), `${path} by ${encoding}`).toBeUndefined();
    }
  }
});

test('a page that there is not has its policy wherever it is asked for', async ({ api }) => {
  for (const path of ['/nada', '/api/nada', '/api']) {
    const { headers, status } = await api.stranger.get(path);
    expect([status, headers.get('content-security-policy')], path).toEqual([404, expect.stringContaining('nonce-')]);
  }
});
