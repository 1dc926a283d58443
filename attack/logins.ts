import { type Answer, apiAt } from '@/e2e/support/api';
import { count, type Kind, kindsOf, password, signerAt } from './accounts';
import type { Arena, Attack, Outcome } from './attack';
import { browserOf } from './attackers';
import { firstDifference, plainOf } from './compare';
import { compareTimes, isTelling, timeInTurn } from './ranks';

interface Stage {
  arena: Arena;
  tried: number;
  findings: Set<string>;
  figures: Record<string, unknown>;
  /** An address that nobody has come from yet. */
  newAddress(): string;
}

/** An answer without whom it is about, and how many seconds are to go. */
const sayingOf = (answer: Answer<unknown>, email: string) =>
  plainOf(answer, [email])
    .replaceAll(/RATE_LIMITED(%3A|:)\d+/g, 'RATE_LIMITED$1…')
    .replaceAll(/("retry-after",")\d+/g, '$1…');

/** Each kind beside an address that nobody has: by what is answered, and in the long form by how long it takes. */
async function trySignIn(stage: Stage, kinds: Kind[], withTimes: boolean): Promise<void> {
  const { arena, findings, newAddress } = stage;
  const signIn = await signerAt(arena.desk.url);
  const [none, ...others] = kinds;
  if (!none) return;
  const tryOne = (kind: Kind, index: number) => {
    stage.tried += 1;
    return signIn(kind.emails[index % count] ?? '', kind.password, newAddress());
  };
  const wanted = sayingOf(await tryOne(none, 0), none.emails[0] ?? '');
  if (!wanted.startsWith('[401')) findings.add(`signing in to nothing is answered ${wanted.slice(0, 100)}`);
  for (const kind of others) {
    const said = sayingOf(await tryOne(kind, 0), kind.emails[0] ?? '');
    if (said !== wanted) findings.add(`signing in, ${kind.name}, tells: ${firstDifference(said, wanted)}`);
    if (!withTimes) continue;
    // For one account there are a hundred tries: eight of each kind are enough.
    const measure = async (pairs: number) =>
      compareTimes(
        ...(await timeInTurn(
          pairs,
          (at) => tryOne(kind, at),
          (at) => tryOne(none, at),
        )),
      );
    let seen = await measure(arena.isQuick ? 24 : 100);
    if (isTelling(seen)) seen = await measure(arena.isQuick ? 48 : 250);
    stage.figures[`sign-in, ${kind.name}`] = seen;
    if (isTelling(seen))
      findings.add(`the time of signing in, ${kind.name}, tells: ${seen.ratio.toFixed(2)} × that of nothing`);
    await forgetGuesses(arena);
  }
}

/** As after a quarter of an hour. */
const forgetGuesses = ({ database }: Arena) =>
  database.query(`DELETE FROM rate_limits WHERE key LIKE 'sign-in%' OR key LIKE 'register%'`);

/** Too many tries: the same for what is there and what is not, and nobody is kept out of what is theirs. */
async function tryLocking(stage: Stage): Promise<void> {
  const { arena, findings, newAddress } = stage;
  const signIn = await signerAt(arena.desk.url);
  const victim = await arena.world.makePerson('client', { password });
  const nobody = `persona-77-${crypto.randomUUID().slice(0, 8)}@test.example`;
  const home = newAddress();
  const knock = (email: string, secret: string, from: string) => {
    stage.tried += 1;
    return signIn(email, secret, from);
  };
  const isIn = (answer: Answer<unknown>) =>
    answer.status === 200 && /session-token=[^;]/.test(answer.headers.get('set-cookie') ?? '');
  const first = await knock(victim.email, password, home);
  if (!isIn(first)) findings.add('nobody can sign in: nothing is proved');
  const cookie = first.headers.getSetCookie().find((each) => each.includes('session-token=')) ?? '';
  if (!/; HttpOnly/i.test(cookie) || !/; SameSite=Lax/i.test(cookie) || /; Domain=/i.test(cookie))
    findings.add(
      `a session's cookie is set so that scripts or other sites get at it: ${cookie.replace(/=[^;]*/, '=…')}`,
    );

  const bad = newAddress();
  const answers: Record<string, string[]> = {};
  for (const email of [victim.email, nobody]) {
    answers[email] = [];
    for (let tries = 0; tries < 12; tries += 1) answers[email].push(sayingOf(await knock(email, 'x', bad), email));
  }
  if (JSON.stringify(answers[victim.email]) !== JSON.stringify(answers[nobody]))
    findings.add('failing until it is enough tells whether there is such an account');
  if (!answers[victim.email]?.[11]?.includes('RATE_LIMITED'))
    findings.add('twelve failures from one address are not too many');
  if (!answers[victim.email]?.[9]?.startsWith('[401')) findings.add('fewer than ten failures are too many');
  const stranger = newAddress();
  if (!isIn(await knock(victim.email, password, stranger)))
    findings.add('failing from one address locks an account at others');

  // From as many addresses as there are.
  let refused = 0;
  for (let place = 0; place < 13; place += 1) {
    const from = newAddress();
    const all = await Promise.all(Array.from({ length: 9 }, () => knock(victim.email, 'x', from)));
    refused += all.filter(({ text }) => text.includes('RATE_LIMITED')).length;
  }
  if (refused === 0) findings.add('117 failures with one account from 13 addresses are not too many');
  stage.figures.guesses = { sent: 117, looked: 117 - refused };
  const isHome = isIn(await knock(victim.email, password, home));
  const abroad = await knock(victim.email, password, newAddress());
  const seconds = Number(/RATE_LIMITED(?:%3A|:)(\d+)/.exec(abroad.text)?.[1] ?? 0);
  stage.figures.locked = { where: 'addresses that the account has not signed in from for 30 days', seconds };
  if (!isHome) findings.add('failing from many addresses locks somebody out at home');
  if (seconds > 15 * 60) findings.add(`failing from many addresses locks an account for ${seconds} s`);
  await forgetGuesses(arena);
}

/** Registering: that an address is taken is said, as the contract has it, but not whose or in which state; and not often. */
async function tryRegistering(stage: Stage, kinds: Kind[]): Promise<void> {
  const { arena, findings, newAddress } = stage;
  const { desk } = arena;
  const register = (email: string, from: string) => {
    stage.tried += 1;
    const headers = { origin: desk.url, 'sec-fetch-site': 'same-origin', 'x-forwarded-for': from };
    return apiAt(desk.url).send<unknown>('POST', '/v2/registrations', {
      body: { name: 'Clara', email, password },
      headers,
    });
  };
  const said = new Set<string>();
  for (const { emails, name } of kinds) {
    if (name === 'there is none') continue;
    const answer = await register(emails[1] ?? '', newAddress());
    said.add(sayingOf(answer, emails[1] ?? ''));
    if (answer.status !== 409) findings.add(`registering, ${name}, is answered ${answer.status}`);
  }
  if (said.size > 1)
    findings.add(
      `registering tells in which state an account is: ${[...said].map((each) => each.slice(0, 200)).join(' / ')}`,
    );
  const from = newAddress();
  const statuses: number[] = [];
  for (let tries = 0; tries < 22; tries += 1)
    statuses.push((await register(kinds[1]?.emails[tries % count] ?? '', from)).status);
  const asked = statuses.filter((status) => status !== 429).length;
  stage.figures.registrations = { askedOfOneAddressInAnHour: asked };
  if (asked > 20) findings.add(`one address may ask of ${asked} accounts in an hour`);
  await forgetGuesses(arena);
}

/** Changing a password by guessing the present one; and whose name a client may give. */
async function tryChanging(stage: Stage): Promise<void> {
  const { arena, findings } = stage;
  const { world, desk } = arena;
  const [withOne, without] = [await world.makePerson('client', { password }), await world.makePerson('client')];
  const said: string[] = [];
  for (const person of [withOne, without]) {
    const api = apiAt(desk.url, { ...(await browserOf(person, desk.url)), 'x-forwarded-for': stage.newAddress() });
    const statuses: number[] = [];
    for (let tries = 0; tries < 12; tries += 1) {
      const answer = await api.patch('/v2/me', { password: 'una clave muy nueva', currentPassword: 'no es esta' });
      stage.tried += 1;
      statuses.push(answer.status);
      if (tries === 0) said.push(sayingOf(answer, person.email));
    }
    if (statuses.filter((status) => status === 400).length !== 10)
      findings.add(`the present password is guessed at freely: ${statuses}`);
  }
  if (said[0] !== said[1]) findings.add(`changing a password tells: ${firstDifference(said[0] ?? '', said[1] ?? '')}`);
  const filed: string[] = [];
  for (const email of [
    withOne.email,
    `persona-66-${crypto.randomUUID().slice(0, 8)}@test.example`,
    world.agent.email,
  ]) {
    const fields = { title: 'x', description: 'x', priority: 'low', category: 'general', client: { email } };
    filed.push(sayingOf(await world.api.client.post('/v2/support-tickets', fields), email));
    stage.tried += 1;
  }
  if (new Set(filed).size > 1) findings.add('a client who files for somebody else is told whether there is somebody');
}

/** Whether an account can be found out, guessed, or kept from its owner. With `withTimes` by the time too. */
export async function attackLogins(arena: Arena, { withTimes }: { withTimes: boolean }): Promise<Outcome> {
  let last = 0;
  const newAddress = () => {
    last += 1;
    return `10.${last >> 16}.${(last >> 8) & 255}.${last & 255}`;
  };
  const stage: Stage = { arena, tried: 0, findings: new Set(), figures: {}, newAddress };
  const kinds = await kindsOf(arena);
  await trySignIn(stage, kinds, withTimes);
  await tryLocking(stage);
  await tryRegistering(stage, kinds);
  await tryChanging(stage);
  const { tried, findings, figures } = stage;
  const { locked } = figures as { locked: { seconds: number } };
  return {
    tried,
    findings: [...findings],
    saw: `${kinds.length} kinds of no, one answer; locked by others for ${locked.seconds} s, at home never`,
    figures,
  };
}

export const logins: Attack = {
  name: 'logins',
  what: 'accounts found out, guessed, locked',
  run: (arena) => attackLogins(arena, { withTimes: true }),
};
