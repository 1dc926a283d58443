import sql from 'sql-template-tag';
import { describe, expect, test, vi } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { db, inTransaction } from '@/lib/platform/db';
import { ticketKey } from '@/lib/tickets/queries/find';
import { makeActor, makeTicket } from '@/prisma/factories';
import { dropDraft, returnToDraft, saveDraft } from './commands';
import { presentDraft } from './present';
import { findDraft } from './queries';

const typed = (message: string, revision: number, more: { internal?: boolean } = {}) => ({
  message,
  internal: more.internal ?? false,
  attachments: [],
  revision,
});

async function world(): Promise<{ agent: UserActor; other: UserActor; client: UserActor; id: string }> {
  const [client, agent, other] = await Promise.all([makeActor('client'), makeActor('agent'), makeActor('agent')]);
  return { client, agent, other, id: ticketKey((await makeTicket(client))._id).id };
}

describe('a draft', () => {
  test('is kept as typed, for its agent alone', async () => {
    const { agent, other, id } = await world();
    const file = { filename: 'a.txt', url: 'https://files.example/a.txt', size: 3, type: 'text/plain' };
    await saveDraft(agent, id, { ...typed('  Hola\n\n', 5, { internal: true }), attachments: [file] });
    expect(presentDraft(await findDraft(agent, id))).toMatchObject({
      message: '  Hola\n\n',
      internal: true,
      attachments: [file],
      revision: 5,
    });
    expect(presentDraft(await findDraft(other, id))).toEqual({
      message: '',
      internal: false,
      attachments: [],
      revision: 0,
      updatedAt: null,
    });
  });

  test('what was typed last wins, in whichever order it arrives', async () => {
    const { agent, id } = await world();
    const revisions = [3, 9, 1, 7, 2, 8];
    await Promise.all(revisions.map((revision) => saveDraft(agent, id, typed(`texto ${revision}`, revision))));
    expect(await findDraft(agent, id)).toMatchObject({ message: 'texto 9', revision: 9 });
    // A late one is answered with what stands.
    expect(await saveDraft(agent, id, typed('tarde', 4))).toMatchObject({ message: 'texto 9', revision: 9 });
  });

  test('that is still on its way while it is put into the outbox brings nothing back', async () => {
    const { agent, id } = await world();
    let saving: Promise<unknown> | undefined;
    await inTransaction(async (tx) => {
      await tx.query(sql`SELECT 1 FROM tickets WHERE id = ${id}::uuid FOR UPDATE`);
      saving = saveDraft(agent, id, typed('Hola', 5));
      const waiting = sql`SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))`;
      await vi.waitUntil(async () => (await tx.query(waiting)).length > 0, { timeout: 10_000, interval: 5 });
      await tx.query(
        sql`INSERT INTO outgoing_replies (id, ticket_id, author_id, reply, send_at)
            VALUES (gen_random_uuid(), ${id}::uuid, ${agent.userId}::uuid, '{"draft": 5}', now())`,
      );
    });
    expect(await saving).toMatchObject({ message: '', revision: 5 });
    expect(await findDraft(agent, id)).toBeNull();
    // A clock that is behind hears that its own was not kept, and of which revision it must be.
    expect(await saveDraft(agent, id, typed('De otro reloj', 3))).toMatchObject({ message: '', revision: 5 });
    expect(await saveDraft(agent, id, typed('De otro reloj', 6))).toMatchObject({ message: 'De otro reloj' });
  });

  test('goes when it is emptied, unless something was typed later elsewhere', async () => {
    const { agent, id } = await world();
    await saveDraft(agent, id, typed('Hola', 5));
    expect(await saveDraft(agent, id, typed(' \n', 4))).toMatchObject({ message: 'Hola' });
    expect(await saveDraft(agent, id, typed('', 6))).toBeNull();
    await saveDraft(agent, id, typed('Otra', 7));
    await dropDraft(db, agent, id);
    expect(await findDraft(agent, id)).toBeNull();
  });

  test('what comes back from the outbox stands above what was typed since', async () => {
    const { agent, id } = await world();
    const back = { message: 'Primero', internal: false, attachments: [], draft: 10 };
    expect(await returnToDraft(db, agent, id, back)).toMatchObject({ message: 'Primero' });
    const far = Date.now() + 1e9;
    await saveDraft(agent, id, typed('Después', far));
    expect(await returnToDraft(db, agent, id, back)).toMatchObject({
      message: 'Primero\n\nDespués',
      revision: far + 1,
    });
  });

  test('is nothing for clients, and of no ticket there is none', async () => {
    const { client, agent, id } = await world();
    await expect(saveDraft(client, id, typed('x', 1))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(findDraft(client, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const nowhere = crypto.randomUUID();
    await expect(saveDraft(agent, nowhere, typed('x', 1))).rejects.toMatchObject({ code: 'TICKET_NOT_FOUND' });
    await expect(findDraft(agent, nowhere)).rejects.toMatchObject({ code: 'TICKET_NOT_FOUND' });
  });
});
