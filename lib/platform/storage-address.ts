import path from 'node:path';

/** Where bytes live, as `HILO_STORAGE` says it. */
export type StorageAddress =
  | { kind: 'folder'; root: string }
  | {
      kind: 's3';
      bucket: string;
      /** Before every key: empty, or with a slash at its end. */
      prefix: string;
      /** Scheme, host and port of a server other than Amazon's. */
      endpoint?: string;
      region?: string;
      /** The bucket stands in the path of an address, not in its host. */
      isPathStyle: boolean;
      /** Browsers can reach the server, and may be sent there for a file. */
      isDirect: boolean;
    };

const OPTIONS = ['endpoint', 'region', 'pathStyle', 'direct'];

/** Its message says what is wrong, without the text itself: that may hold what is secret. */
class StorageAddressError extends Error {}

const refuse = (message: string): never => {
  throw new StorageAddressError(message);
};

function parseEndpoint(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    return refuse('has an endpoint that is no address such as https://s3.example.com');
  }
  if (url.username || url.password) refuse('must not hold a key: use AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
  if (url.pathname !== '/' || url.search || url.hash) refuse('has an endpoint with a path: only scheme, host and port');
  return url.origin;
}

function parseS3(text: string): StorageAddress {
  const url = URL.canParse(text) ? new URL(text) : refuse('must look like s3://bucket/prefix?endpoint=https://…');
  if (url.username || url.password) refuse('must not hold a key: use AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(url.host)) {
    refuse('must name a bucket, in small letters, digits, dots and hyphens: s3://bucket/prefix');
  }
  const prefix = url.pathname.replace(/^\/+|\/+$/g, '');
  if (!/^[A-Za-z0-9._/-]*$/.test(prefix) || prefix.split('/').some((part) => /^\.*$/.test(part) && prefix)) {
    refuse('has a prefix with other signs than letters, digits, dots, hyphens and single slashes');
  }
  const names = [...url.searchParams.keys()];
  const unknown = names.find((name, at) => !OPTIONS.includes(name) || names.indexOf(name) !== at);
  if (unknown !== undefined) refuse(`takes only ${OPTIONS.join(', ')} after the question mark, each once`);
  if (url.hash) refuse('takes nothing after a #');
  const endpoint = url.searchParams.get('endpoint');
  const region = url.searchParams.get('region');
  if (region !== null && !/^[a-z0-9-]{1,40}$/.test(region)) refuse('has a region that is none, such as eu-central-1');
  if (endpoint === null && region === null) refuse('needs a region at Amazon (?region=eu-central-1), or an endpoint');
  const isOn = (name: string, usual: boolean) => {
    const value = url.searchParams.get(name) ?? (usual ? '1' : '0');
    return ['0', '1'].includes(value) ? value === '1' : refuse(`has a ${name} other than 0 and 1`);
  };
  return {
    kind: 's3',
    bucket: url.host,
    prefix: prefix && `${prefix}/`,
    ...(endpoint === null ? {} : { endpoint: parseEndpoint(endpoint) }),
    ...(region === null ? {} : { region }),
    isPathStyle: isOn('pathStyle', endpoint !== null),
    isDirect: isOn('direct', false),
  };
}

/**
 * Reads a place: a folder's path, or `s3://bucket/prefix?endpoint=https://…&region=…&pathStyle=1&direct=1`, where only the
 * bucket is needed, and the region at Amazon. Other servers are asked by path unless it says `pathStyle=0`.
 * @throws Error whose message tells an operator what is wrong, to be read after the name of what was set
 */
export function parseStorageAddress(text: string): StorageAddress {
  if (text.startsWith('s3:')) return parseS3(text);
  if (/^[a-z][a-z0-9+.-]+:/i.test(text)) refuse('must be a folder, or s3://bucket/prefix');
  return { kind: 'folder', root: path.resolve(text) };
}
