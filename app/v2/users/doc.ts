import { z } from 'zod';
import type { Doc } from '@/lib/http/doc';
import { userObject } from '@/lib/people/schema';

export const listUsersDoc: Doc = {
  id: 'listUsers',
  tag: 'People',
  summary: 'List people',
  description: 'Admins only. Admins first, then agents, then clients, each by name.',
  replies: { 200: { description: 'A page of people.', data: z.array(userObject), isPage: true } },
};

export const createUserDoc: Doc = {
  id: 'createUser',
  tag: 'People',
  summary: 'Make an account',
  description: 'Admins only.',
  errors: ['EMAIL_TAKEN'],
  examples: { agent: { name: 'Nuria Campos', email: 'nuria@example.com', role: 'agent' } },
  replies: { 201: { description: 'The person.', data: userObject } },
};

export const changeUserDoc: Doc = {
  id: 'changeUser',
  tag: 'People',
  summary: 'Change an account',
  description: 'Admins only. A new password, a new role and disabling end the person’s sessions.',
  params: {
    id: z.string().meta({ description: 'The person’s `_id`.', example: 'agent_01h455vb4pex5vsknk084sn02q' }),
  },
  errors: ['USER_NOT_FOUND', 'LAST_ADMIN', 'USER_HAS_TICKETS'],
  examples: { disable: { disabled: true } },
  replies: { 200: { description: 'The person as they are now.', data: userObject } },
};

export const changeMeDoc: Doc = {
  id: 'changeMe',
  tag: 'People',
  summary: 'Change one’s own account',
  description:
    'A new password needs the present one, and ends one’s other sessions. Trying present passwords is limited.',
  errors: ['INVALID_CURRENT_PASSWORD'],
  examples: { name: { name: 'Laura Gómez' } },
  replies: { 200: { description: 'The caller as they are now.', data: userObject } },
};

export const registerDoc: Doc = {
  id: 'register',
  tag: 'People',
  summary: 'Register as a client',
  description: 'Twenty an hour from one address.',
  errors: ['EMAIL_TAKEN'],
  examples: { client: { name: 'Laura Gómez', email: 'laura@example.com', password: 'una clave bastante larga' } },
  replies: { 201: { description: 'The new client.', data: userObject } },
};
