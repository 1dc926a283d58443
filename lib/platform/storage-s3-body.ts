import { Readable } from 'node:stream';
import { fromS3 } from './storage-s3-client';

/**
 * The body of an answer, for one who reads as slowly as they like; only a server that is silent for `patience`
 * milliseconds while they wait for it, or that ends too early, makes it fail, with `STORAGE_UNAVAILABLE`.
 */
export function watchedBody(body: Readable, patience: number): Readable {
  let timer: NodeJS.Timeout | undefined;
  let isWhole = false;
  const fail = (error: unknown) => void watched.destroy(fromS3(error));
  const rest = () => clearTimeout(timer);
  const wait = () => {
    rest();
    if (!isWhole) timer = setTimeout(() => fail(new Error('The server fell silent.')), patience);
  };
  const watched = new Readable({
    highWaterMark: 256 * 1024,
    read() {
      wait();
      body.resume();
    },
    destroy(error, done) {
      rest();
      body.destroy();
      done(error);
    },
  });
  // Who reads hears of it, also who has not begun: a scan that is still looking for its scanner. Unheard, it would end the process.
  watched.on('error', () => undefined);
  body.pause();
  body.on('data', (chunk: Buffer) => {
    if (watched.push(chunk)) return wait();
    rest();
    body.pause();
  });
  body.on('end', () => {
    isWhole = true;
    rest();
    watched.push(null);
  });
  body.on('error', fail);
  body.on('close', () => {
    if (!isWhole) fail(new Error('The server ended too early.'));
  });
  return watched;
}
