import { randomInt } from 'node:crypto';
import { Readable } from 'node:stream';
import { keepUpload } from '@/lib/attachments/commands/keep';
import { uploadPath } from '@/lib/attachments/rules';
import { actorFromToken, systemActor, type UserActor } from '@/lib/auth/actor';
import { hashPassword } from '@/lib/auth/password';
import { prisma } from '@/lib/platform/db';
import { toPublicId } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { createToken } from '@/lib/tokens/commands';
import { buildDemo } from './demo/build';
import { heldFile } from './demo/held-files';
import { demoAccounts, type PersonKey } from './demo/people';

/** An account that a visitor of the demo can sign in with. The password is known here and nowhere else. */
export interface DemoAccount {
  role: 'client' | 'agent' | 'admin';
  name: string;
  email: string;
  password: string;
}

/** The desk holds tickets already: demo data is only for an empty one. */
export class NotEmptyError extends Error {
  constructor() {
    super('The database already holds tickets; demo data is only for an empty one.');
    this.name = 'NotEmptyError';
  }
}

/** Four words that can be said aloud and four digits: 60.6 random bits. */
function newPassword(): string {
  const pick = (letters: string) => letters.charAt(randomInt(letters.length));
  const syllable = () => pick('bdfglmnrsvyz') + pick('aeiou');
  const words = Array.from({ length: 4 }, () => syllable() + syllable());
  return [...words, String(randomInt(10_000)).padStart(4, '0')].join('-');
}

/** Everything in one transaction, `keep` the last of it: a seed that is killed leaves nothing. Answers everybody's id. */
async function insertDemo(passwordHashes: Map<PersonKey, string>, keep: () => void): Promise<Map<PersonKey, string>> {
  const { users, tickets, threads, attachments, events, ...desk } = buildDemo(new Date());
  const userRows = users.map(({ key, ...row }) => ({ ...row, passwordHash: passwordHashes.get(key) }));
  await prisma.$transaction(
    async (tx) => {
      // Two seeds at once: the second waits here, and then sees the first one's tickets.
      await tx.$executeRaw`LOCK TABLE tickets IN SHARE ROW EXCLUSIVE MODE`;
      if (await tx.ticket.findFirst({ select: { id: true } })) throw new NotEmptyError();
      await tx.user.createMany({ data: userRows });
      await tx.team.createMany({ data: desk.teams.map(({ key: _, ...row }) => row) });
      await tx.teamMember.createMany({ data: desk.teamMembers });
      await tx.customField.createMany({ data: desk.fields });
      await tx.macro.createMany({ data: desk.macros });
      await tx.savedView.createMany({ data: desk.views });
      await tx.ticket.createMany({ data: tickets });
      await tx.$executeRaw`SELECT setval(pg_get_serial_sequence('tickets', 'number'), (SELECT max(number) FROM tickets))`;
      await tx.thread.createMany({ data: threads });
      await tx.attachment.createMany({ data: attachments });
      await tx.event.createMany({ data: events });
      keep();
    },
    { timeout: 60_000, maxWait: 10_000 },
  );
  return new Map(users.map((user) => [user.key, user.id]));
}

/** Those of somebody's links that the demo has the bytes of become files that Hilo holds. */
async function holdFiles(owner: UserActor): Promise<void> {
  const links = await prisma.attachment.findMany({ where: { uploadId: null, thread: { authorId: owner.userId } } });
  for (const link of links) {
    const bytes = await heldFile(link.filename);
    if (!bytes) continue;
    const { id, filename, type, size } = await keepUpload(owner, Readable.from([bytes]), { filename: link.filename });
    const url = uploadPath(toPublicId('attachment', id), filename);
    // Taken out and put in again: a file is in use since a message came to have it.
    await prisma.$transaction([
      prisma.attachment.delete({ where: { id: link.id } }),
      prisma.attachment.create({ data: { ...link, url, filename, type, size, uploadId: id } }),
    ]);
  }
}

/** What follows the demo's rows, also where that was cut off: their files, and an API token for the demo's client, which it gives. */
export async function finishDemo(userId: string): Promise<string> {
  const { token } = await createToken(systemActor('seed'), { userId, name: 'Demostración' });
  const actor = await actorFromToken(token);
  // Where files cannot be kept the demo goes without.
  if (actor) await holdFiles(actor).catch((err) => log().warn({ err }, 'the demo’s files are links'));
  return token;
}

/**
 * Fills an empty desk with the demo: the invented company Cotejo, its clients and their tickets, told relative to now.
 * Answers the three accounts that can sign in and an API token of the client among them; none of it can be read again, so `keep` is
 * given the accounts before there are any.
 * Throws `NotEmptyError` when there are tickets, and the database's error when one of the demo's addresses is taken.
 */
export async function seedDemo(
  keep: (accounts: DemoAccount[]) => void = () => undefined,
): Promise<{ accounts: DemoAccount[]; token: string }> {
  const people = demoAccounts.map((account) => ({ ...account, password: newPassword() }));
  const accounts = people.map(({ role, name, email, password }) => ({ role, name, email, password }));
  const hashes = await Promise.all(
    people.map(({ key, password }) => hashPassword(password).then((hash) => [key, hash] as const)),
  );
  const userIds = await insertDemo(new Map<PersonKey, string>(hashes), () => keep(accounts));
  const owner = people.find((account) => account.role === 'client');
  return { accounts, token: await finishDemo((owner && userIds.get(owner.key)) ?? '') };
}
