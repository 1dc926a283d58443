import { describe, expect, test } from 'vitest';
import { isEmpty, type Kept, nextRevision, type OnServer, settle } from './draft-rules';

const here = (message: string, revision: number, synced: number): Kept => ({
  message,
  internal: false,
  attachments: [],
  revision,
  synced,
});
const server = (message: string, revision: number): OnServer => ({
  message,
  internal: false,
  attachments: [],
  revision,
});
const nothing = server('', 0);

function outcome(...of: Parameters<typeof settle>) {
  const { kept, other } = settle(...of);
  return { goesOn: kept.message, isToTell: kept.revision !== kept.synced, offered: other?.message };
}

describe('of two drafts', () => {
  test.each([
    ['nothing anywhere', here('', 0, 0), nothing, { goesOn: '', isToTell: false }],
    ['another browser wrote', here('', 0, 0), server('allí', 5), { goesOn: 'allí', isToTell: false }],
    ['the server knew ours, and has it', here('a', 5, 5), server('a', 5), { goesOn: 'a', isToTell: false }],
    ['the server knew ours, and another went on', here('a', 5, 5), server('ab', 9), { goesOn: 'ab', isToTell: false }],
    ['the server knew ours, and it was sent', here('a', 5, 5), nothing, { goesOn: '', isToTell: false }],
    ['only here, without a line', here('a', 5, 0), nothing, { goesOn: 'a', isToTell: true }],
    ['ahead of the server', here('ab', 9, 5), server('a', 5), { goesOn: 'ab', isToTell: true }],
    ['emptied here', here('', 9, 5), server('a', 5), { goesOn: '', isToTell: true }],
    ['arrived, but nobody said so', here('a', 9, 5), server('a', 9), { goesOn: 'a', isToTell: false }],
    ['sent elsewhere while more was typed here', here('ab', 9, 5), nothing, { goesOn: 'ab', isToTell: true }],
    ['emptied here, gone on elsewhere', here('', 9, 5), server('b', 7), { goesOn: 'b', isToTell: false }],
    ['both, ours later', here('a', 9, 0), server('b', 5), { goesOn: 'a', isToTell: true, offered: 'b' }],
    ['both, theirs later', here('a', 5, 1), server('b', 9), { goesOn: 'b', isToTell: false, offered: 'a' }],
  ])('%s', (_, one, other, expected) => expect(outcome(one, other)).toEqual({ offered: undefined, ...expected }));
});

test('revisions grow, though a clock be behind', () => {
  expect(nextRevision(100, 5)).toBe(100);
  expect(nextRevision(100, 100, 205)).toBe(206);
});

test('blanks are no draft, a file is', () => {
  expect(isEmpty(server(' \n', 1))).toBe(true);
  const attachments = [{ filename: 'a', url: 'https://a.example', size: 0, type: 'text/html' }];
  expect(isEmpty({ ...server('', 1), attachments })).toBe(false);
});
