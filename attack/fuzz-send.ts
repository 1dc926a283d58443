import http from 'node:http';

/** One request of the fuzz, as it goes over the line. */
export interface Shot {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: Buffer;
  /** The operation that it began as, for the table and the schema of its answer; undefined of pages and made-up paths. */
  operationId?: string;
  /** Nothing but its body, query and headers was bent: its answer must be of those that the document names. */
  isInDocument: boolean;
}

/** What came back, as much of it as anybody needs. */
export interface Echo {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  /** There was more of it, which was not read. */
  isCut?: true;
  ms: number;
  /** Nothing came in time, or the line broke without an answer. */
  trouble?: string;
}

const PATIENCE_MS = 20_000;
const ENOUGH_BYTES = 8 * 1024 * 1024;
/** A stream goes on for ever. */
const STREAM_MS = 150;

const withoutLength = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT']);

/**
 * Whether Node sends this body without saying how long it is: to whoever reads the line it is the beginning of a next request, and no
 * request. What the line is asked next would pay for that, so such a shot has one of its own.
 */
function leavesBytes({ method, headers, body }: Shot): boolean {
  const says = Object.keys(headers).some((name) => /^(content-length|transfer-encoding)$/i.test(name));
  return body !== undefined && body.length > 0 && withoutLength.has(method) && !says;
}

/** Sends requests to the desk at `url` over lines that stay open. */
export function senderTo(url: string, lanes: number): { send(shot: Shot): Promise<Echo>; close(): void } {
  const { port } = new URL(url);
  const shared = new http.Agent({ keepAlive: true, maxSockets: lanes });
  const send = (shot: Shot) =>
    new Promise<Echo>((resolve) => {
      const agent = leavesBytes(shot) ? new http.Agent({ keepAlive: true, maxSockets: 1 }) : shared;
      const since = performance.now();
      const echo: Echo = { status: 0, headers: {}, text: '', ms: 0 };
      let isDone = false;
      const done = (trouble?: string) => {
        if (isDone) return;
        isDone = true;
        clearTimeout(late);
        if (agent !== shared) agent.destroy();
        resolve({ ...echo, ms: performance.now() - since, ...(trouble !== undefined && { trouble }) });
      };
      const late = setTimeout(() => {
        done(`no answer in ${PATIENCE_MS / 1000} s`);
        request?.destroy();
      }, PATIENCE_MS);
      let request: http.ClientRequest | undefined;
      try {
        request = http.request({
          host: '127.0.0.1',
          port,
          agent,
          method: shot.method,
          path: shot.path,
          headers: shot.headers,
        });
      } catch (error) {
        return done(`unsendable: ${(error as NodeJS.ErrnoException).code}`);
      }
      const asked = request;
      // A line that the desk closed as we wrote, or after it refused the body: an answer that was read counts.
      asked.on('error', (error: NodeJS.ErrnoException) =>
        done(echo.status === 0 ? (error.code ?? error.message) : undefined),
      );
      asked.on('response', (response) => {
        echo.status = response.statusCode ?? 0;
        echo.headers = response.headers;
        const parts: Buffer[] = [];
        let size = 0;
        const finish = () => {
          echo.text = Buffer.concat(parts).toString();
          done();
        };
        response.on('data', (part: Buffer) => {
          parts.push(part);
          size += part.length;
          if (size < ENOUGH_BYTES) return;
          echo.isCut = true;
          finish();
          asked.destroy();
        });
        response.on('end', finish);
        response.on('error', finish);
        response.on('close', finish);
        if (!response.headers['content-type']?.startsWith('text/event-stream')) return;
        setTimeout(() => {
          finish();
          asked.destroy();
        }, STREAM_MS);
      });
      asked.end(shot.body);
    });
  return { send, close: () => shared.destroy() };
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** A line for a shell that sends the same again. */
export function curlOf(url: string, { method, path, headers, body }: Shot): string {
  const said = Object.entries(headers).map(
    ([name, value]) => `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`,
  );
  const line = ['curl', '-i', '--path-as-is', '-g', '-X', method, quoted(url + path), ...said].join(' ');
  if (!body) return line;
  const isText = body.length < 4000 && body.equals(Buffer.from(body.toString())) && !body.includes(0);
  if (isText) return `${line} --data-binary ${quoted(body.toString())}`;
  return `echo ${body.subarray(0, 60_000).toString('base64')} | base64 -d | ${line} --data-binary @-`;
}
