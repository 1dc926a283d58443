import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findProgram } from '@/bin/programs.mjs';
import { badPhrase, prepareClamd } from '@/lib/platform/testing-clamd';
import { noise, zip } from '@/lib/platform/testing-pictures';
import { expect, test } from '../fixtures';
import { type Api, apiAt } from '../support/api';
import { type Desk, startDesk } from '../support/desk';
import { tokenOn } from '../support/operator';
import { leastTicket, ticketsPath } from '../support/tickets';

const program = findProgram('clamd');

async function personAt(desk: Desk, role: 'client' | 'agent'): Promise<Api> {
  const token = await tokenOn(desk.env, { role, email: `${role}@desk.example` });
  return apiAt(desk.url, { authorization: `Bearer ${token}` });
}

interface Held {
  data: { filename: string; url: string; size: number; type: string };
}

async function upload(api: Api, bytes: Buffer, filename: string): Promise<Held['data'] & { path: string }> {
  const headers = {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="${filename}"`,
  };
  const sent = await api.send<Held>('POST', '/v2/attachments', { body: bytes, headers });
  expect(sent.status, sent.text).toBe(201);
  return { ...sent.body.data, path: new URL(sent.body.data.url).pathname };
}

/** What whoever asks for the file is answered: its status, and the code of a refusal. */
async function ask(api: Api, file: string): Promise<[number, string | undefined]> {
  const { status, body } = await api.get<{ message?: string } | undefined>(file);
  return [status, body?.message];
}

test('with ClamAV nobody reads what it has not looked at, nor what it has found', async () => {
  test.info().skip(!program, 'there is no clamd on this machine');
  test.setTimeout(180_000);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hilo-scanner-'));
  const clamd = prepareClamd(program ?? '', path.join(folder, 'clamd'), path.join(folder, 'clamd.sock'));
  const desk = await startDesk({ HILO_CLAMD: clamd.address, LOG_LEVEL: 'fatal' });
  try {
    const [client, agent] = [await personAt(desk, 'client'), await personAt(desk, 'agent')];
    // The scanner is away: files may be sent and used, and wait.
    const good = await upload(client, await noise(40, 30).png().toBuffer(), 'captura.png');
    const bad = await upload(client, zip([{ name: 'carta.txt', data: Buffer.from(badPhrase) }]), 'carta.zip');
    const attachments = [good, bad].map(({ path: _, ...link }) => link);
    const filed = await client.post(ticketsPath, { ...leastTicket, attachments });
    expect(filed.status, filed.text).toBe(201);
    for (const file of [good, bad]) {
      for (const api of [client, agent]) {
        expect(await ask(api, file.path)).toEqual([409, 'ATTACHMENT_NOT_SCANNED']);
        expect(await ask(api, `${file.path}?thumbnail=1`)).toEqual([409, 'ATTACHMENT_NOT_SCANNED']);
      }
    }
    await clamd.start();
    // By themselves: with the job's next try, or when somebody looks whether the scanner is back.
    await expect.poll(() => ask(agent, bad.path), { timeout: 90_000 }).toEqual([403, 'ATTACHMENT_INFECTED']);
    await expect.poll(() => ask(agent, good.path), { timeout: 90_000 }).toEqual([200, undefined]);
    await expect.poll(() => ask(client, `${good.path}?thumbnail=1`), { timeout: 30_000 }).toEqual([200, undefined]);
    expect(await ask(client, bad.path)).toEqual([403, 'ATTACHMENT_INFECTED']);
  } finally {
    await desk.stop();
    await clamd.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
