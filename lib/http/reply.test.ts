import { expect, test } from 'vitest';
import { putEnv } from '@/lib/platform/env';
import { replyError } from './reply';

putEnv({ HILO_SECRET: 's'.repeat(40), LOG_LEVEL: 'silent' });

function answerTo(error: Error): Response {
  return replyError(new Request('http://localhost/v2/x'), error, 'req_x');
}

test.each([
  ['57P01', 'terminating connection due to administrator command'],
  ['40P01', 'deadlock detected'],
  ['55P03', 'canceling statement due to lock timeout'],
  ['P2028', 'Transaction API error: A query cannot be executed on an expired transaction.'],
  ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:5432'],
])('%s is a 503 that may be tried again, and its words stay here', async (code, message) => {
  const answer = answerTo(Object.assign(new Error(message), { code }));
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
  expect(await answer.text()).not.toContain(message);
});

test('a caller who leaves amid the request is no failure of ours', () => {
  expect(answerTo(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })).status).toBe(400);
});

test('anything else is a 500 that tells nothing', async () => {
  const answer = answerTo(new Error('SELECT secret FROM /srv/hilo'));
  expect(answer.status).toBe(500);
  expect(await answer.json()).toMatchObject({ message: 'INTERNAL_ERROR', requestId: 'req_x' });
});
