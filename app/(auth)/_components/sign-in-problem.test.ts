import { expect, test } from 'vitest';
import { problemOf } from './sign-in-problem';

test.each([
  ['CredentialsSignin', { kind: 'wrong' }],
  ['RATE_LIMITED:840', { kind: 'limited', seconds: 840 }],
  ['RATE_LIMITED', { kind: 'limited', seconds: undefined }],
  ['RATE_LIMITED:soon', { kind: 'failed' }],
  ['connect ECONNREFUSED', { kind: 'failed' }],
])('next-auth’s word %s is understood', (error, problem) => {
  expect(problemOf(error)).toEqual(problem);
});
