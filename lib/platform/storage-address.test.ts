import path from 'node:path';
import { expect, test } from 'vitest';
import { EnvError, parseEnv } from './env';
import { parseStorageAddress } from './storage-address';

test('a folder is any path, and made absolute', () => {
  expect(parseStorageAddress('/srv/hilo/files')).toEqual({ kind: 'folder', root: '/srv/hilo/files' });
  expect(parseStorageAddress('files')).toEqual({ kind: 'folder', root: path.resolve('files') });
});

test('a bucket of Amazon’s needs its region, another’s the address of its server', () => {
  expect(parseStorageAddress('s3://desk/a/b/?region=eu-central-1')).toEqual({
    kind: 's3',
    bucket: 'desk',
    prefix: 'a/b/',
    region: 'eu-central-1',
    isPathStyle: false,
    isDirect: false,
  });
  expect(parseStorageAddress('s3://desk?endpoint=http://minio:9000/&direct=1')).toEqual({
    kind: 's3',
    bucket: 'desk',
    prefix: '',
    endpoint: 'http://minio:9000',
    isPathStyle: true,
    isDirect: true,
  });
  const ceph = parseStorageAddress('s3://desk/x?endpoint=https://ceph.example&region=default&pathStyle=0');
  expect(ceph).toMatchObject({ region: 'default', prefix: 'x/', isPathStyle: false });
});

const wrong: [text: string, told: RegExp][] = [
  ['gs://desk', /must be a folder, or s3:\/\/bucket\/prefix/],
  ['https://s3.example.com/desk', /must be a folder/],
  ['s3://', /must (name a bucket|look like)/],
  ['s3:desk', /must name a bucket/],
  ['s3://Desk_1?region=eu-west-1', /must name a bucket, in small letters/],
  ['s3://desk', /needs a region at Amazon/],
  ['s3://desk/a//b?region=eu-west-1', /has a prefix with other signs/],
  ['s3://desk/ñ?region=eu-west-1', /has a prefix with other signs/],
  ['s3://desk?region=EU%20West', /has a region that is none/],
  ['s3://desk?endpoint=s3.example.com', /an endpoint that is no address/],
  ['s3://desk?endpoint=https://s3.example.com/path', /an endpoint with a path/],
  ['s3://desk?region=eu-west-1&pathstyle=1', /takes only endpoint, region, pathStyle, direct/],
  ['s3://desk?region=eu-west-1&region=eu-west-2', /each once/],
  ['s3://desk?region=eu-west-1&pathStyle=yes', /has a pathStyle other than 0 and 1/],
  ['s3://desk?region=eu-west-1#x', /takes nothing after a #/],
];

test.each(wrong)('%s is refused', (text, told) => {
  expect(() => parseStorageAddress(text)).toThrow(told);
});

test('what is wrong is told at start, without what may be secret', () => {
  const settings = { DATABASE_URL: 'postgresql://hilo@db.example.com/hilo', HILO_SECRET: 'x'.repeat(32) };
  const HILO_STORAGE = 's3://AKIAKEY:geheim@desk/files?region=eu-west-1';
  const told = (more: Record<string, string>) => {
    try {
      parseEnv({ ...settings, ...more });
    } catch (error) {
      expect(error).toBeInstanceOf(EnvError);
      return String(error);
    }
    return 'nothing is wrong';
  };
  expect(told({ HILO_STORAGE })).toMatch(/HILO_STORAGE must not hold a key: use AWS_ACCESS_KEY_ID/);
  expect(told({ HILO_STORAGE })).not.toMatch(/geheim|AKIAKEY/);
  expect(told({ AWS_ACCESS_KEY_ID: 'AKIAKEY' })).toMatch(/go together/);
  const bucket = { HILO_STORAGE: 's3://desk?region=eu-west-1', HILO_UPLOAD_MAX: String(6 * 1024 ** 3) };
  expect(told(bucket)).toMatch(/HILO_UPLOAD_MAX must be at most 5368709120/);
  expect(told({ ...bucket, HILO_STORAGE: '/srv/files' })).toBe('nothing is wrong');
  expect(told({ HILO_STORAGE: 'files' })).toBe('nothing is wrong');
});
