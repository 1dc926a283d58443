import { Command } from 'commander';
import { expect, test } from 'vitest';
import { namesOf, numberFrom } from './arguments';

function read(...args: string[]) {
  return new Command()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .option('--only <names>', 'some', namesOf(['lists', 'search', 'pages']))
    .option('--times <number>', 'so often', numberFrom(1, 100))
    .parse(args, { from: 'user' })
    .opts();
}

test('names are parted by commas or said again', () => {
  expect(read('--only', 'lists,search')).toEqual({ only: ['lists', 'search'] });
  expect(read('--only', 'lists', '--only=pages')).toEqual({ only: ['lists', 'pages'] });
});

test('a name that there is not is told, with those that there are', () => {
  expect(() => read('--only', 'lists,serach')).toThrow(/no serach; there are lists, search, pages/);
  expect(() => read('--only', ',')).toThrow(/there are lists/);
});

test.each(['0', '101', '1.5', 'many', ' '])('%j is no number of times', (text) => {
  expect(() => read('--times', text)).toThrow(/whole number from 1/);
});

test('a number is a number', () => {
  expect(read('--times', '7')).toEqual({ times: 7 });
});
