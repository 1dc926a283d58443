import { z } from 'zod';
import { pageCursor, pageLimit } from '@/lib/wire/schema';

export const roles = ['client', 'agent', 'admin'] as const;

/** People's names and tokens' names: what Postgres can store and a line can show. */
const printable = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text);

/** A person's name: one line. */
export const name = z
  .string({ error: (issue) => (issue.input == null ? 'NAME_REQUIRED' : 'INVALID_NAME') })
  .trim()
  .min(1, 'NAME_REQUIRED')
  .max(200, 'INVALID_NAME')
  .refine(printable, 'INVALID_NAME')
  .meta({ description: 'One line.', example: 'Laura Gómez', pattern: '^\\P{Cc}*\\S\\P{Cc}*$' });

/** A person's e-mail address, in lower case: the desk knows people by it. */
export const email = z
  .string({ error: (issue) => (issue.input == null ? 'EMAIL_REQUIRED' : 'INVALID_EMAIL') })
  .trim()
  .min(1, 'EMAIL_REQUIRED')
  .max(320, 'INVALID_EMAIL')
  .toLowerCase()
  .pipe(z.email('INVALID_EMAIL'))
  .meta({ description: 'Kept in lower case.', example: 'laura@example.com', format: 'email' });

/** A new password: at least 10 characters, as NIST asks length rather than variety. */
export const password = z
  .string({ error: (issue) => (issue.input == null ? 'PASSWORD_REQUIRED' : 'INVALID_PASSWORD') })
  .min(1, 'PASSWORD_REQUIRED')
  .min(10, 'PASSWORD_TOO_SHORT')
  .max(200, 'INVALID_PASSWORD')
  .refine((text) => text.isWellFormed() && !text.includes('\0'), 'INVALID_PASSWORD')
  .meta({ description: 'At least 10 characters.', example: 'una clave bastante larga', format: 'password' });

const role = z
  .enum(roles, {
    error: (issue) => (issue.input == null || issue.input === '' ? 'ROLE_REQUIRED' : 'INVALID_ROLE'),
  })
  .meta({ description: 'What the person is to the desk.', example: 'agent' });

const aboutPassword = password.meta() ?? {};

/** The query of `GET /v2/users`, each parameter a text. */
export const listUsersSchema = z.object({
  limit: pageLimit(25),
  // It holds a name.
  cursor: pageCursor(4_000),
  q: z.string().max(200, 'INVALID_Q').optional().meta({
    description: 'Words that must all be in the name or the address; accents and case do not matter.',
    example: 'laura example.com',
  }),
  role: z.enum(roles, 'INVALID_ROLE').optional().meta({ description: 'Only those of this role.', example: 'agent' }),
});

/** The body of `POST /v2/registrations`: a client makes an account of their own. */
export const registerSchema = z.object({ name, email, password }).meta({ id: 'Register' });

/** The body of `POST /v2/users`, an admin's. Without a password the user cannot sign in until an operator sets one. */
export const createUserSchema = z
  .object({
    name,
    email,
    role,
    password: password
      .nullish()
      .transform((value) => value ?? undefined)
      .meta({ ...aboutPassword, description: 'Without one they cannot sign in until an admin sets it.' }),
  })
  .meta({ id: 'CreateUser' });

/** Who takes tickets in turn, and how many. They mean something of staff alone. */
const turns = {
  away: z
    .boolean('INVALID_AWAY')
    .nullish()
    .meta({ description: 'Whether they take no new tickets in turn for now.', example: false }),
  capacity: z
    .int('INVALID_CAPACITY')
    .min(0, 'INVALID_CAPACITY')
    .max(10_000, 'INVALID_CAPACITY')
    .nullable()
    .optional()
    .meta({
      description: 'How many active tickets they are given in turn at most. Null for no limit.',
      example: 20,
    }),
};

/** The body of `PATCH /v2/users/{id}`, an admin's. */
export const changeUserSchema = z
  .object({
    name: name.nullish().meta(name.meta() ?? {}),
    role: role.nullish().meta(role.meta() ?? {}),
    password: password.nullish().meta(aboutPassword),
    disabled: z
      .boolean('INVALID_DISABLED')
      .nullish()
      .meta({ description: 'A disabled person cannot sign in, nor can their tokens.', example: true }),
    ...turns,
  })
  .meta({ id: 'ChangeUser' });

/** The body of `PATCH /v2/me`: what everybody may change about themselves. A new password needs the present one. */
export const changeMeSchema = z
  .object({
    name: name.nullish().meta(name.meta() ?? {}),
    password: password.nullish().meta({ ...aboutPassword, description: 'A new one; needs `currentPassword`.' }),
    currentPassword: z
      .string('INVALID_CURRENT_PASSWORD')
      .max(200, 'INVALID_CURRENT_PASSWORD')
      .nullish()
      .meta({ description: 'The present one.', format: 'password' }),
    ...turns,
  })
  .meta({ id: 'ChangeMe' });

export type ListUsers = z.output<typeof listUsersSchema>;
export type Register = z.output<typeof registerSchema>;
export type CreateUser = Omit<z.output<typeof createUserSchema>, 'password'> & { password?: string };
export type ChangeUser = z.output<typeof changeUserSchema>;
export type ChangeMe = z.output<typeof changeMeSchema>;

/** A person as the API shows them to admins. */
export const userObject = z
  .object({
    _id: z.string().meta({
      description: 'The id: `client_…` or, of staff, `agent_…`.',
      example: 'agent_01h455vb4pex5vsknk084sn02q',
      pattern: '^(client|agent)_[0-9a-z]+$',
    }),
    name: z.string().meta({ example: 'Laura Gómez' }),
    email: z.string().meta({ example: 'laura@example.com' }),
    role: z.enum(roles).meta({ description: 'What the person is to the desk.', example: 'agent' }),
    disabled: z.boolean().meta({ description: 'Whether they are kept from signing in.', example: false }),
    away: z.boolean().meta({ description: 'Whether they take no new tickets in turn for now.', example: false }),
    capacity: z.int().nullable().meta({
      description: 'How many active tickets they are given in turn at most; null for no limit.',
      example: null,
    }),
    createdAt: z.string().meta({
      description: 'When the account was made. RFC 3339 in UTC.',
      example: '2026-01-15T10:30:00.000Z',
      format: 'date-time',
    }),
  })
  .meta({ id: 'User', description: 'A person of the desk.' });

export type UserObject = z.output<typeof userObject>;
