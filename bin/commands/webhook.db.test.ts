import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { env, putEnv } from '@/lib/platform/env';
import { toPublicId } from '@/lib/platform/ids';
import { startReceiver, withStatus } from '@/lib/platform/testing-receiver';
import { createWebhook } from '@/lib/webhooks/commands/create';
import { sendTest } from '@/lib/webhooks/commands/send-test';
import { makeActor } from '@/prisma/factories';

putEnv({ HILO_WEBHOOK_ALLOW: '127.0.0.1' });

/** Runs `hilo webhook` with arguments on this test's database. */
async function webhook(...args: string[]): Promise<{ status: number | null; out: string; err: string }> {
  const { DATABASE_URL, HILO_SECRET } = env();
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/hilo.ts', 'webhook', ...args], {
    env: { ...process.env, DATABASE_URL, HILO_SECRET },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, out, err };
}

test('hilo webhook shows everybody’s webhooks and what became of each delivery, and no secret', async () => {
  const receiver = await startReceiver(withStatus(500));
  const admin = await makeActor('admin');
  const { row, secret } = await createWebhook(admin, { url: receiver.url, events: ['ticket.created'] });
  const sent = await sendTest(admin, row.id);
  const id = toPublicId('webhook', row.id);

  const listed = await webhook('list');
  expect(listed).toMatchObject({ status: 0, err: '' });
  expect(listed.out).toMatch(new RegExp(`${id} +on +${admin.email} +ticket.created +– +${receiver.url}`));
  const json = await webhook('list', '--json');
  expect(JSON.parse(json.out)).toMatchObject([{ _id: id, enabled: true }]);
  expect(json.out + listed.out).not.toContain(secret);

  const deliveries = await webhook('deliveries', id, '--status', 'failed');
  expect(deliveries.out).toMatch(new RegExp(`${toPublicId('msg', sent.id)} +webhook.test +failed .* 1 +500 +–`));
  expect(JSON.parse((await webhook('deliveries', id, '--json')).out)).toMatchObject([{ attempts: [{ status: 500 }] }]);
  expect(await webhook('deliveries', id, '--status', 'lost')).toMatchObject({
    status: 1,
    err: 'hilo: --status is pending, delivered or failed; --limit 1 to 100.\n',
  });
  expect((await webhook('deliveries', 'webhook_x')).err).toBe('hilo: That webhook does not exist\n');
  await receiver.stop();
});
