import { describe, expect, test } from 'vitest';
import type { AttachmentLink } from '@/lib/tickets/schema';
import { formatLimit, inOrder, judge, pastedName, problemOf, type UploadItem, type UploadLimits } from './upload-rules';

const mebi = 2 ** 20;
const most: UploadLimits = {
  file: 25 * mebi,
  message: 100 * mebi,
  count: 3,
  filename: 255,
  origin: 'http://localhost',
};
const nothing = { count: 0, bytes: 0 };
const file = (name: string, size: number) => ({ name, size });

describe('what was chosen', () => {
  test('goes up to the limit itself, and not a byte over it', () => {
    const { chosen } = judge([file('a', 0), file('b', 25 * mebi), file('c', 25 * mebi + 1)], nothing, most);
    expect(chosen.map(({ problem }) => problem?.kind)).toEqual([undefined, undefined, 'tooLarge']);
  });

  test('beyond what a message takes is named; what is too large takes no room', () => {
    const files = [file('big', 26 * mebi), file('a', 1), file('b', 1), file('c', 1)];
    const { chosen, left } = judge(files, { count: 1, bytes: 0 }, most);
    expect(chosen.map((each) => each.file.name)).toEqual(['big', 'a', 'b']);
    expect(left).toEqual(['c']);
  });

  test('together with what is there must not be too large', () => {
    const { chosen } = judge([file('a', 20 * mebi), file('b', 1)], { count: 1, bytes: 99 * mebi }, most);
    expect(chosen.map(({ problem }) => problem?.kind)).toEqual(['tooLargeTogether', undefined]);
  });
});

test.each([
  [0, '', { kind: 'network', canRetry: true }],
  [401, '{"message":"UNAUTHORIZED"}', { kind: 'signedOut', canRetry: true }],
  [413, '{"message":"FILE_TOO_LARGE","error":"…"}', { kind: 'tooLarge', canRetry: false }],
  [
    413,
    '{"message":"UPLOAD_QUOTA_EXCEEDED","error":"x"}',
    { code: 'UPLOAD_QUOTA_EXCEEDED', text: 'x', canRetry: true },
  ],
  [400, '{"message":"INVALID_FILENAME","error":"x"}', { code: 'INVALID_FILENAME', canRetry: false }],
  [507, '{"message":"STORAGE_FULL","error":"x"}', { code: 'STORAGE_FULL', canRetry: true }],
  [502, '<h1>Bad gateway</h1>', { kind: 'refused', code: 'INTERNAL_ERROR', text: '', canRetry: true }],
  [500, 'null', { kind: 'refused', code: 'INTERNAL_ERROR', canRetry: true }],
])('an answer of %i %s', (status, body, expected) => expect(problemOf(status, body)).toMatchObject(expected));

test('a screenshot is named by its time, anything else keeps its name', () => {
  const now = new Date(2026, 10, 21, 9, 5);
  expect(pastedName('image.png', 'captura', now)).toBe('captura-2026-11-21-0905.png');
  expect(pastedName('Image.JPEG', 'screenshot', now)).toBe('screenshot-2026-11-21-0905.jpeg');
  expect(pastedName('panel.png', 'captura', now)).toBe('panel.png');
});

test.each([
  [25 * mebi, '25 MB'],
  [100 * mebi, '100 MB'],
  [1.5 * mebi, '1 MB'],
  [512 * 1024, '0,52 MB'],
])('a limit of %i bytes is told as %s, which always fits', (bytes, text) =>
  expect(formatLimit(bytes, 'es')).toBe(text),
);

test('files stand in the order in which they were chosen, though they come in another', () => {
  const link = (url: string): AttachmentLink => ({ filename: url, url, size: 1, type: 'text/plain' });
  const item = (key: string, url?: string): UploadItem => ({
    key,
    name: key,
    size: 1,
    sent: 0,
    type: '',
    state: url ? 'done' : 'sending',
    file: url ? link(url) : undefined,
  });
  const items = [item('1', 'first'), item('2'), item('3', 'third')];
  const isLink = ({ url }: AttachmentLink) => url === 'link';
  const files = ['before', 'link', 'third', 'first'].map(link);
  expect(inOrder(files, items, isLink).map(({ url }) => url)).toEqual(['before', 'first', 'third', 'link']);
});
