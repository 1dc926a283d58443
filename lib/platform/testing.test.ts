import { expect, test } from 'vitest';
import { refuseRemote } from './testing';

test.each([
  'postgresql://hilo:secret@localhost/hilo',
  'postgresql://hilo:secret@127.0.0.1:5433/hilo',
  'postgresql://[::1]/hilo',
  'postgresql:///hilo?host=/var/run/postgresql',
])('tests may write to %s', (url) => {
  expect(refuseRemote(url)).toBe(url);
});

test.each([
  'postgresql://hilo:secret@db.example.com/hilo',
  'postgresql://10.0.0.5/hilo',
  'postgresql://localhost.example.com/hilo',
  'postgresql://localhost/hilo?host=db.example.com',
])('tests refuse to write to %s', (url) => {
  expect(() => refuseRemote(url)).toThrow('of this machine');
});
