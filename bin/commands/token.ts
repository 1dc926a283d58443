import type { Command } from 'commander';
import { withDatabase } from './database';
import { parseOptions } from './problems';
import { CommandError, printJson, printTable } from './terminal';

type Owner = { email: string; role?: string };
type NewToken = Owner & {
  name: string;
  expiresInDays?: string;
  scopes?: string;
  integration?: boolean;
  rateLimit?: string;
};

const DAY_MS = 24 * 60 * 60 * 1000;

async function systemCli() {
  const { systemActor } = await import('@/lib/auth/actor');
  return systemActor('cli');
}

/** The owner, made when absent and a role is given: a program's token should not need a second command. */
async function ownerOf({ email, role }: Owner): Promise<{ id: string; email: string; role: string }> {
  const { findUserByEmail } = await import('@/lib/people/queries');
  const known = await findUserByEmail(email);
  if (known) {
    if (role && role !== known.role) throw new CommandError(`${known.email} is there already, as ${known.role}.`);
    return known;
  }
  if (!role) throw new CommandError(`There is no user ${email}. With --role client|agent|admin they are created.`);
  const { createUserSchema } = await import('@/lib/people/schema');
  const { createUser } = await import('@/lib/people/commands');
  const input = parseOptions(createUserSchema, { email, role, name: email.split('@')[0] });
  const user = await createUser(await systemCli(), input);
  console.error(`Created ${user.role} ${user.email}.`);
  return user;
}

/** A number as typed; what is none goes to the schema, which says what it should be. */
const numberOf = (text: string | undefined) => (text === undefined ? undefined : Number(text));

async function create(options: NewToken): Promise<void> {
  const { createTokenSchema, scopes: all } = await import('@/lib/tokens/schema');
  const { name, expiresInDays, scopes, integration, rateLimit } = parseOptions(createTokenSchema, {
    name: options.name,
    expiresInDays: numberOf(options.expiresInDays),
    scopes: options.scopes?.split(',').map((scope) => scope.trim()),
    integration: options.integration,
    rateLimit: numberOf(options.rateLimit),
  });
  const expiresAt = expiresInDays == null ? undefined : new Date(Date.now() + expiresInDays * DAY_MS);
  await withDatabase(async () => {
    const owner = await ownerOf(options);
    const { createToken } = await import('@/lib/tokens/commands');
    const { token, row } = await createToken(await systemCli(), {
      userId: owner.id,
      name,
      expiresAt,
      scopes: scopes ?? undefined,
      isIntegration: integration ?? false,
      rateLimit: rateLimit ?? undefined,
    });
    const kind = row.isIntegration ? 'An integration’s token' : 'A token';
    const until = expiresAt ? `until ${expiresAt.toISOString().slice(0, 10)}` : 'until it is revoked';
    console.error(`${kind} for ${owner.email} (${owner.role}), good ${until}, for ${scopesOf(row.scopes, all)}.`);
    if (row.rateLimit) console.error(`It may ask ${row.rateLimit} times a minute.`);
    if (row.isIntegration) console.error('It files tickets for any client: keep it on a server, never in a page.');
    console.error('It is shown only this once:');
    console.log(token);
  });
}

/** Scopes for people: all of them are "everything". */
function scopesOf(held: string[], all: readonly string[]): string {
  return all.every((scope) => held.includes(scope)) ? 'everything' : held.join(', ');
}

async function list({ email, json }: { email?: string; json?: boolean }): Promise<void> {
  const { presentToken } = await import('@/lib/tokens/present');
  const { tokenState } = await import('@/lib/tokens/rules');
  const { scopes: all } = await import('@/lib/tokens/schema');
  const rows = await withDatabase(async () => {
    const { listTokens } = await import('@/lib/tokens/queries');
    return listTokens(await systemCli());
  });
  const wanted = email?.trim().toLowerCase();
  const tokens = rows.filter((row) => !wanted || row.user.email === wanted);
  if (json) return printJson(tokens.map(presentToken));
  const cells = tokens.map((row) => {
    const { _id, name, prefix, user, scopes, integration, rateLimit, lastUsedAt, lastUsedFrom } = presentToken(row);
    const kind = integration ? 'integration' : 'personal';
    const used = lastUsedAt ? lastUsedAt.slice(0, 16).replace('T', ' ') : 'never';
    const limit = rateLimit ? `${rateLimit}/min` : 'usual';
    const state = tokenState(row, new Date());
    return [_id, `${prefix}…`, name, user.email, kind, scopesOf(scopes, all), limit, state, used, lastUsedFrom ?? ''];
  });
  printTable(['id', 'token', 'name', 'owner', 'kind', 'for', 'limit', 'state', 'last used', 'from'], cells);
}

async function revoke(id: string): Promise<void> {
  const { tokenKey } = await import('@/lib/tokens/queries');
  const key = tokenKey(id);
  const row = await withDatabase(async () => {
    const { revokeToken } = await import('@/lib/tokens/commands');
    return revokeToken(await systemCli(), key);
  });
  console.error(`Revoked “${row.name}” of ${row.user.email}.`);
}

/** `hilo token …`. */
export function registerToken(program: Command): void {
  const token = program.command('token').description('tokens of the API');
  token
    .command('create')
    .description('make a token; standard output gets the token and nothing else')
    .requiredOption('--email <address>', 'whose it is: it may do what they may do')
    .option('--role <role>', 'client, agent or admin: creates that user when absent')
    .option('--name <name>', 'what it is for', 'command line')
    .option('--expires-in-days <days>', 'otherwise it is good until revoked')
    .option('--scopes <list>', 'what it is for: tickets:read,tickets:write,webhooks,export (default: everything)')
    .option('--integration', 'it files tickets for any client, whom each request names')
    .option('--rate-limit <number>', 'requests a minute (default: HILO_RATE_LIMIT)')
    .action(create);
  token
    .command('list')
    .description('list the tokens')
    .option('--email <address>', 'only those of this user')
    .option('--json', 'as JSON, for programs')
    .action(list);
  token
    .command('revoke')
    .description('revoke a token at once')
    .argument('<id>', 'as `token list` shows it: token_…')
    .action(revoke);
}
