import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import type { UserObject } from '@/lib/people/schema';
import { withDatabase } from './database';
import { parseOptions } from './problems';
import { CommandError, printJson, printTable, readSecret } from './terminal';

type Who = { email: string };
type NewUser = Who & { name: string; role: string; generate?: boolean };

const newPassword = () => randomBytes(15).toString('base64url');

async function systemCli() {
  const { systemActor } = await import('@/lib/auth/actor');
  return systemActor('cli');
}

async function userOf(email: string) {
  const { findUserByEmail } = await import('@/lib/people/queries');
  const user = await findUserByEmail(email);
  if (!user) throw new CommandError(`There is no user ${email}.`);
  return user;
}

async function create(options: NewUser): Promise<void> {
  const { createUserSchema } = await import('@/lib/people/schema');
  const password = options.generate ? newPassword() : undefined;
  const input = parseOptions(createUserSchema, { ...options, password });
  const user = await withDatabase(async () => {
    const { createUser } = await import('@/lib/people/commands');
    return createUser(await systemCli(), input);
  });
  console.error(`Created ${user.role} ${user.name} <${user.email}>.`);
  if (password) console.log(password);
  else console.error(`To let them sign in: npm run -s hilo -- user password --email ${user.email}`);
}

async function setDisabled({ email }: Who, disabled: boolean): Promise<void> {
  const user = await withDatabase(async () => {
    const { setUserDisabled } = await import('@/lib/people/commands');
    return setUserDisabled(await systemCli(), (await userOf(email)).id, disabled);
  });
  console.error(`${disabled ? 'Disabled' : 'Enabled'} ${user.email}.`);
}

async function password({ email, generate }: Who & { generate?: boolean }): Promise<void> {
  const { password: passwordSchema } = await import('@/lib/people/schema');
  // Asked for before the database is opened: nobody waits for somebody who types.
  const secret = generate ? newPassword() : parseOptions(passwordSchema, await readSecret(`New password of ${email}`));
  await withDatabase(async () => {
    const { setPassword } = await import('@/lib/people/commands');
    await setPassword(await systemCli(), (await userOf(email)).id, secret);
  });
  console.error(`The password of ${email} is set, and they are signed out everywhere.`);
  if (generate) console.log(secret);
}

async function list({ json }: { json?: boolean }): Promise<void> {
  const { presentUser } = await import('@/lib/people/present');
  const users = await withDatabase(async () => {
    const { listUsers } = await import('@/lib/people/queries');
    const operator = await systemCli();
    const all: UserObject[] = [];
    for (let cursor: string | undefined; ; ) {
      const { rows, next } = await listUsers(operator, { limit: 1000, cursor });
      all.push(...rows.map(presentUser));
      if (next === null) return all;
      cursor = next;
    }
  });
  if (json) return printJson(users);
  const headings = ['role', 'name', 'email', 'state', 'since'];
  printTable(
    headings,
    users.map((user) => [
      user.role,
      user.name,
      user.email,
      user.disabled ? 'disabled' : 'active',
      user.createdAt.slice(0, 10),
    ]),
  );
}

/** `hilo user …`. */
export function registerUser(program: Command): void {
  const user = program.command('user').description('people: clients, agents, admins');
  user
    .command('create')
    .description('make a user; without --generate they cannot sign in until they have a password')
    .requiredOption('--email <address>')
    .requiredOption('--name <name>')
    .requiredOption('--role <role>', 'client, agent or admin')
    .option('--generate', 'give them a generated password, printed on standard output')
    .action(create);
  user
    .command('disable')
    .description('lock a user out at once: their sessions and tokens stop')
    .requiredOption('--email <address>')
    .action((options: Who) => setDisabled(options, true));
  user
    .command('enable')
    .description('let a disabled user in again')
    .requiredOption('--email <address>')
    .action((options: Who) => setDisabled(options, false));
  user
    .command('password')
    .description('set a password: asked for on a terminal, else read from standard input')
    .requiredOption('--email <address>')
    .option('--generate', 'generate it and print it on standard output')
    .action(password);
  user.command('list').description('list the users').option('--json', 'as JSON, for programs').action(list);
}
