import { actorFromToken, type Role, systemActor, type UserActor } from '@/lib/auth/actor';
import { createUser } from '@/lib/people/commands';
import { createTicket } from '@/lib/tickets/commands/create';
import type { CreateTicket, TicketObject } from '@/lib/tickets/schema';
import { createToken, type NewToken } from '@/lib/tokens/commands';

const tests = systemActor('test');
let made = 0;

/** A new user, made as an operator would, with an address of their own. */
export function makeUser(role: Role, fields: { name?: string; email?: string; password?: string } = {}) {
  made += 1;
  const unique = `${made}-${crypto.randomUUID().slice(0, 8)}`;
  const { name = `Persona ${made}`, email = `persona-${unique}@test.example`, password } = fields;
  return createUser(tests, { name, email, role, password });
}

/** A new user with a token, and the actor that the token stands for. */
export async function makeCaller(
  role: Role,
  fields: Parameters<typeof makeUser>[1] = {},
  more: Partial<NewToken> = {},
): Promise<{ actor: UserActor; token: string }> {
  const user = await makeUser(role, fields);
  const { token } = await createToken(tests, { userId: user.id, name: 'prueba', ...more });
  const actor = await actorFromToken(token);
  if (!actor) throw new Error('a token just made must stand for its owner');
  return { actor, token };
}

/** As `makeCaller`, the actor alone. */
export async function makeActor(role: Role, fields: Parameters<typeof makeUser>[1] = {}): Promise<UserActor> {
  return (await makeCaller(role, fields)).actor;
}

/** What a ticket needs, and anything else that a test says of it. */
export function ticketInput(fields: Partial<CreateTicket> = {}): CreateTicket {
  return {
    title: 'Error 401 en la verificación',
    description: 'Desde esta mañana la API responde 401.',
    priority: 'high',
    category: 'technical',
    tags: [],
    attachments: [],
    ...fields,
  };
}

/** A ticket filed by an actor. */
export async function makeTicket(actor: UserActor, fields: Partial<CreateTicket> = {}): Promise<TicketObject> {
  return (await createTicket(actor, ticketInput(fields))).ticket;
}
