import { afterAll, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/platform/db';
import { putEnv } from '@/lib/platform/env';
import { authOptions } from './options';

afterAll(closeDatabase);

test('a failure of ours tells the sign-in page no more than that it is one', async () => {
  // A port that nobody serves: the error's own words would name the database's address.
  putEnv({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nowhere', HILO_SECRET: 's'.repeat(40), LOG_LEVEL: 'silent' });
  const provider = authOptions().providers.find((each) => each.options?.id === 'credentials');
  const authorize = provider?.options?.authorize as (credentials: object, request: object) => Promise<unknown>;
  await expect(authorize({ email: 'ana@test.example', password: 'x' }, {})).rejects.toThrow(/^INTERNAL_ERROR$/);
});
