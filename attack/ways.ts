type Headers = Record<string, string>;

/** Where a page of somebody else's may say that it is: nothing of it is this desk's own origin. */
export function originsOf(deskUrl: string): Record<string, Headers> {
  const { protocol, hostname, port } = new URL(deskUrl);
  const others = {
    'another site': 'https://evil.example',
    'a sub-domain': `${protocol}//www.${hostname}:${port}`,
    'a name that begins so': `${deskUrl}.evil.example`,
    'a name that ends so': `${protocol}//evil${hostname}:${port}`,
    'another port': `${protocol}//${hostname}:${Number(port) + 1}`,
    'another name of this machine': `${protocol}//127.0.0.1:${port}`,
    'no origin to tell': 'null',
    'no address': 'x',
    'nothing in it': '',
  };
  return {
    ...Object.fromEntries(Object.entries(others).map(([name, origin]) => [name, { origin }])),
    'no origin': {},
    'the referer alone': { referer: `${deskUrl}/tickets` },
  };
}

const own = 'its own';

/** What a browser says of how far a request comes; `undefined` for one that says nothing. */
const sites = ['cross-site', 'same-site', 'none', 'same-origin', '', undefined];

/** What a form of another page may send, and what it may not. */
const types = [
  'application/json',
  'text/plain',
  'text/plain; application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  undefined,
];

interface Way {
  name: string;
  headers: Headers;
  type: string | undefined;
}

/** Every way that is not that of our own page. With `few` one of each kind. */
export function waysOf(deskUrl: string, few: boolean): Way[] {
  const origins = { ...originsOf(deskUrl), [own]: { origin: deskUrl } };
  const ways = Object.entries(origins).flatMap(([name, headers]) =>
    sites.flatMap((site) =>
      types.map((type) => ({
        name: `origin: ${name}, site: ${site ?? 'unsaid'}, type: ${type ?? 'none'}`,
        headers: { ...headers, ...(site !== undefined && { 'sec-fetch-site': site }) } as Headers,
        type,
        // Our own page, or a browser of before these headers on it.
        isOurs:
          ((name === own || headers.origin === undefined) && site === 'same-origin') ||
          (name === own && site === undefined),
      })),
    ),
  );
  const theirs = ways.filter(({ isOurs }) => !isOurs);
  return few ? theirs.filter((_, index) => index % 23 === 0) : theirs;
}
