import { expect, test } from 'vitest';
import { frameReader } from './read-frames';

const stream =
  'retry: 1480\nid: one\n\n:\n\nid: two\nevent: ticket.changed\ndata: {"a":"b: c"}\n\nevent: presence\ndata: {}\n\nid: thr';

test('frames come out whole, in whatever pieces the stream comes', () => {
  const expected = [
    { id: 'one', event: '', data: '' },
    { id: 'two', event: 'ticket.changed', data: '{"a":"b: c"}' },
    { event: 'presence', data: '{}' },
  ];
  for (const size of [1, 2, 7, 1000]) {
    const framesIn = frameReader();
    const found = [];
    for (let at = 0; at < stream.length; at += size) found.push(...framesIn(stream.slice(at, at + size)));
    expect(found).toEqual(expected);
  }
});
