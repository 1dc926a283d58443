import { expect, test } from 'vitest';
import { systemActor } from '@/lib/auth/actor';
import { changeUser } from '@/lib/people/commands';
import { pool } from '@/lib/platform/db';
import { makeUser } from '@/prisma/factories';
import { replyError } from './reply';

test('who waited too long for a lock, by Prisma too, is told to come again and not of a failure of ours', async () => {
  const user = await makeUser('client');
  const other = await pool.connect();
  try {
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM users WHERE id = $1 FOR UPDATE', [user.id]);
    const thrown: unknown = await changeUser(systemActor('test'), user.id, { name: 'Otra' }).catch((error) => error);
    const answer = replyError(new Request('http://localhost/v2/users'), thrown, 'req_x');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await answer.json()).toMatchObject({ message: 'SERVICE_UNAVAILABLE' });
  } finally {
    await other.query('ROLLBACK');
    other.release();
  }
});
