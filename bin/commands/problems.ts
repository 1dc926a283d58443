import { CommanderError } from 'commander';
import type { z } from 'zod';
import en from '@/lib/i18n/messages/en/errors.json';
import { AppError } from '@/lib/platform/errors';
import { CommandError } from './terminal';

const sentences: Record<string, string> = en;
/** What the API says of its fields does not always fit a command's options. */
const ofOptions: Record<string, string> = {
  INVALID_ROLE: 'The role is client, agent or admin',
  NAME_REQUIRED: 'The name is required (--name)',
  EMAIL_REQUIRED: 'The address is required (--email)',
  PASSWORD_REQUIRED: 'No password was given',
  PASSWORD_TOO_SHORT: 'The password needs at least 10 characters',
  INVALID_PASSWORD: 'The password takes up to 200 characters',
  INVALID_EXPIRES_IN_DAYS: 'The days are a whole number from 1 to 3650',
  INVALID_SCOPES: 'The scopes are any of tickets:read, tickets:write, webhooks and export, with commas between them',
  INVALID_RATE_LIMIT: 'The limit is a whole number of requests a minute, from 1 to 1000000',
  ROLE_REQUIRED: 'The role is required (--role client|agent|admin)',
};

/** The English sentence of a stable code, as a command says it. */
export const sentenceOf = (code: string): string => ofOptions[code] ?? sentences[code] ?? code;

/** Parses a command's options with a domain's schema. Throws a usage error that names every problem. */
export function parseOptions<Schema extends z.ZodType>(schema: Schema, options: unknown): z.output<Schema> {
  const result = schema.safeParse(options);
  if (result.success) return result.data;
  throw new CommandError(result.error.issues.map((issue) => sentenceOf(issue.message)).join('. '), 2);
}

const DATABASE_AWAY = /ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|ECONNRESET/;

/** Prisma and Node wrap the reason; the innermost message says it. */
function reasonOf(error: Error): string {
  const { errors } = error as { errors?: unknown[] };
  const inner = error.cause instanceof Error ? error.cause : errors?.[0] instanceof Error ? errors[0] : undefined;
  return error.message.trim() || (inner ? reasonOf(inner) : error.name);
}

/** The sentence of an error's code, and of what the operator is to mend (a 5xx) what was behind it, where that is known. */
export function withReason({ code, status, cause }: AppError): string {
  return sentenceOf(code) + (status >= 500 && cause instanceof Error ? ` (${reasonOf(cause)})` : '');
}

/** The line for the operator and the exit status of whatever a command threw. Commander has printed its own already. */
export function explain(error: unknown): { message: string; status: number } {
  if (error instanceof CommanderError) return { message: '', status: error.exitCode === 0 ? 0 : 2 };
  if (error instanceof CommandError) return { message: error.message, status: error.status };
  if (error instanceof AppError) return { message: withReason(error), status: 1 };
  if (!(error instanceof Error)) return { message: String(error), status: 1 };
  const reason = reasonOf(error);
  const isAway = DATABASE_AWAY.test(reason) || DATABASE_AWAY.test(String((error as NodeJS.ErrnoException).code));
  return { message: isAway ? `The database cannot be reached (${reason}).` : reason, status: 1 };
}
