import { describe, expect, it } from 'vitest';
import { kindOf, typeWord } from './file-kind';

describe('how a file is shown', () => {
  it.each([
    ['image/png', 'image'],
    ['IMAGE/JPEG', 'image'],
    ['application/pdf', 'pdf'],
    ['text/plain; charset=utf-8', 'text'],
    ['text/csv', 'text'],
    ['audio/wav', 'audio'],
    ['video/webm', 'video'],
    // What could run or load something is never shown.
    ['text/html', 'other'],
    ['image/svg+xml', 'other'],
    ['application/xml', 'other'],
    ['application/xhtml+xml', 'other'],
    ['image/tiff', 'other'],
    ['application/octet-stream', 'other'],
    ['', 'other'],
  ])('%s as %s', (type, kind) => expect(kindOf(type)).toBe(kind));

  it.each([
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'word'],
    ['text/csv', 'csv'],
    ['image/png', 'image'],
    ['image/svg+xml', 'drawing'],
    ['application/x-something', 'file'],
    ['__proto__', 'file'],
  ])('%s by the word %s', (type, word) => expect(typeWord(type)).toBe(word));
});
