import type { Api } from '@/e2e/support/api';
import type { Plan } from '@/e2e/support/plan';
import { plans } from '@/e2e/support/plans';

export type Role = Plan['who'];

/** Somebody who may not, or not all. */
export interface Caller {
  name: string;
  role: Role;
  api: Api;
  isIntegration?: true;
}

/** What came of all the tries so far. */
export interface Tally {
  tried: number;
  findings: Set<string>;
  statuses: Map<number, number>;
}

/** From the least to the most. */
const ranks: Role[] = ['stranger', 'client', 'agent', 'admin'];
const members: Role[] = ['client', 'agent', 'admin'];

const each = <Value>(names: string, value: Value) =>
  Object.fromEntries(names.split(' ').map((name) => [name, value] as const));

/**
 * Who may, by docs/contract.md, where it is not whoever the plan calls as and all who stand above. Agents and admins are others
 * here than those whom the plans make things as; the client is the one whose tickets they are.
 */
const may: Record<string, Role[]> = {
  // The plans call these with more than they need; what of them is not for all is in `writable`.
  ...each(
    'createTicket changeTicket replyToTicket createToken listEvents streamEvents listWebhooks exportTickets',
    members,
  ),
  // What is its owner's alone.
  ...each('rateTicket uploadOffset sendBytes cancelUpload readAttachment deleteAttachment downloadAttachment', [
    'client',
  ]),
  ...each('takeBackReply sendReplyNow', []),
  ...each('changeClientNote deleteClientNote', ['admin']),
  revokeToken: ['client', 'admin'],
};

/** To whom the thing that an operation names is as if it were not there. */
const hidden: Record<string, Role[]> = {
  ...each('takeBackReply sendReplyNow', members),
  ...each('uploadOffset sendBytes cancelUpload readAttachment deleteAttachment downloadAttachment', ['agent', 'admin']),
  ...each(
    'readWebhook changeWebhook deleteWebhook rotateWebhookSecret testWebhook listDeliveries resendDeliveries readDelivery resendDelivery',
    ['client', 'agent'],
  ),
  ...each('readBulk undoBulk revokeToken', ['agent']),
};

/** The status that an operation must be refused with; undefined for a role that may. */
export function refusalOf(operationId: string, role: Role): 401 | 403 | 404 | undefined {
  const who = plans[operationId]?.who ?? 'admin';
  const allowed = may[operationId] ?? ranks.slice(ranks.indexOf(who));
  if (who === 'stranger' || allowed.includes(role)) return undefined;
  if (role === 'stranger') return 401;
  return hidden[operationId]?.includes(role) ? 404 : 403;
}

const ofTokens = ['name', 'expiresInDays', 'scopes'];
const ofTickets = ['title', 'description', 'priority', 'category', 'tags', 'attachments', 'fields'];

/** The fields of a body that a role may write where it may call the operation, but not with all that its schema declares. */
const writable: Record<string, Partial<Record<Role, string[]>>> = {
  createTicket: { client: ofTickets, agent: ofTickets, admin: ofTickets },
  changeTicket: { client: ['status'] },
  replyToTicket: { client: ['message', 'attachments'] },
  createToken: { client: ofTokens, agent: ofTokens },
};

/** Which of a body's declared fields a role may not write. */
export function reservedFields(operationId: string, role: Role, declared: string[]): string[] {
  if (refusalOf(operationId, role)) return declared;
  const theirs = writable[operationId]?.[role];
  return theirs ? declared.filter((name) => !theirs.includes(name)) : [];
}
