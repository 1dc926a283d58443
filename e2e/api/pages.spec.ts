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
    // What others do meanwhile stands on the desk's page.
    for (const encoding of ['identity', 'gzip', 'br'])
      await expect(async () => {
        const plain = await who.get(path, { 'accept-encoding': 'identity' });
        const answer = await who.get(path, { 'accept-encoding': encoding });
        expect([plain.status, answer.status], path).toEqual([200, 200]);
        expect(plain.headers.get('content-encoding'), path).toBeNull();
        expect(answer.headers.get('content-encoding') ?? 'identity').toBe(encoding);
        expect(answer.headers.get('vary'), path).toContain('Accept-Encoding');
        expect(answer.text.endsWith('</html>'), `${path} to its end`).toBe(true);
        const [here, there] = [answer, plain].map(({ text }) => plainOf({ ...plain, text: lasting(text) })) as [
          string,
          string,
        ];
        expect(wordsApart(here, there), `${path} by ${encoding}`).toBeUndefined();
      }).toPass();
  }
});

test('a page that there is not has its policy wherever it is asked for', async ({ api }) => {
  for (const path of ['/nada', '/api/nada', '/api']) {
    const { headers, status } = await api.stranger.get(path);
    expect([status, headers.get('content-security-policy')], path).toEqual([404, expect.stringContaining('nonce-')]);
  }
});
