import { z } from 'zod';

export const roles = ['client', 'agent', 'admin'] as const;

/** People's names and tokens' names: what Postgres can store and a line can show. */
const printable = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text);

/** A person's name: one line. */
export const name = z
  .string({ error: (issue) => (issue.input == null ? 'NAME_REQUIRED' : 'INVALID_NAME') })
  .trim()
  .min(1, 'NAME_REQUIRED')
  .max(200, 'INVALID_NAME')
  .refine(printable, 'INVALID_NAME');

/** A person's e-mail address, in lower case: the desk knows people by it. */
export const email = z
  .string({ error: (issue) => (issue.input == null ? 'EMAIL_REQUIRED' : 'INVALID_EMAIL') })
  .trim()
  .min(1, 'EMAIL_REQUIRED')
  .max(320, 'INVALID_EMAIL')
  .toLowerCase()
  .pipe(z.email('INVALID_EMAIL'));

/** A new password: at least 10 characters, as NIST asks length rather than variety. */
export const password = z
  .string({ error: (issue) => (issue.input == null ? 'PASSWORD_REQUIRED' : 'INVALID_PASSWORD') })
  .min(1, 'PASSWORD_REQUIRED')
  .min(10, 'PASSWORD_TOO_SHORT')
  .max(200, 'INVALID_PASSWORD')
  .refine((text) => text.isWellFormed() && !text.includes('\0'), 'INVALID_PASSWORD');

const role = z.enum(roles, {
  error: (issue) => (issue.input == null || issue.input === '' ? 'ROLE_REQUIRED' : 'INVALID_ROLE'),
});

/** The body of `POST /v2/registrations`: a customer makes an account of their own. */
export const registerSchema = z.object({ name, email, password });

/** The body of `POST /v2/users`, an admin's. Without a password the user cannot sign in until an operator sets one. */
export const createUserSchema = z.object({
  name,
  email,
  role,
  password: password.nullish().transform((value) => value ?? undefined),
});

/** The body of `PATCH /v2/users/{id}`, an admin's. */
export const changeUserSchema = z.object({
  name: name.nullish(),
  role: role.nullish(),
  password: password.nullish(),
  disabled: z.boolean('INVALID_DISABLED').nullish(),
});

/** The body of `PATCH /v2/me`: what everybody may change about themselves. A new password needs the present one. */
export const changeMeSchema = z.object({
  name: name.nullish(),
  password: password.nullish(),
  currentPassword: z.string('INVALID_CURRENT_PASSWORD').max(200, 'INVALID_CURRENT_PASSWORD').nullish(),
});

export type Register = z.output<typeof registerSchema>;
export type CreateUser = Omit<z.output<typeof createUserSchema>, 'password'> & { password?: string };
export type ChangeUser = z.output<typeof changeUserSchema>;
export type ChangeMe = z.output<typeof changeMeSchema>;

/** A person as the API shows them to admins. */
export interface UserObject {
  _id: string;
  name: string;
  email: string;
  role: (typeof roles)[number];
  disabled: boolean;
  createdAt: string;
}
