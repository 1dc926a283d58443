// Generated from the document of the API by `npm run client:generate`: do not edit.

/**
 * The stable code of an error.
 */
export type ErrorCode =
  | 'BODY_TOO_LARGE'
  | 'CATEGORY_REQUIRED'
  | 'DELIVERY_NOT_FOUND'
  | 'DESCRIPTION_REQUIRED'
  | 'EMAIL_REQUIRED'
  | 'EMAIL_TAKEN'
  | 'FORBIDDEN'
  | 'IDEMPOTENCY_KEY_IN_USE'
  | 'IDEMPOTENCY_KEY_MISMATCH'
  | 'INTERNAL_ERROR'
  | 'INVALID_ASSIGNED_TO'
  | 'INVALID_ATTACHMENTS'
  | 'INVALID_CATEGORY'
  | 'INVALID_CLIENT'
  | 'INVALID_CREATED_AFTER'
  | 'INVALID_CREATED_BEFORE'
  | 'INVALID_CURRENT_PASSWORD'
  | 'INVALID_CURSOR'
  | 'INVALID_DESCRIPTION'
  | 'INVALID_DISABLED'
  | 'INVALID_EMAIL'
  | 'INVALID_ENABLED'
  | 'INVALID_EVENTS'
  | 'INVALID_EXPIRES_IN_DAYS'
  | 'INVALID_IDEMPOTENCY_KEY'
  | 'INVALID_INCLUDE'
  | 'INVALID_INTEGRATION'
  | 'INVALID_INTERNAL'
  | 'INVALID_JSON'
  | 'INVALID_LIMIT'
  | 'INVALID_MESSAGE'
  | 'INVALID_NAME'
  | 'INVALID_PASSWORD'
  | 'INVALID_PRIORITY'
  | 'INVALID_Q'
  | 'INVALID_RATE_LIMIT'
  | 'INVALID_RESOLUTION'
  | 'INVALID_ROLE'
  | 'INVALID_SCOPES'
  | 'INVALID_SINCE'
  | 'INVALID_STATUS'
  | 'INVALID_TAG'
  | 'INVALID_TAGS'
  | 'INVALID_TITLE'
  | 'INVALID_TYPES'
  | 'INVALID_UPDATED_AFTER'
  | 'INVALID_URL'
  | 'INVALID_USER'
  | 'LAST_ADMIN'
  | 'MESSAGE_REQUIRED'
  | 'METHOD_NOT_ALLOWED'
  | 'NAME_REQUIRED'
  | 'NOT_FOUND'
  | 'PASSWORD_REQUIRED'
  | 'PASSWORD_TOO_SHORT'
  | 'PRECONDITION_FAILED'
  | 'PRIORITY_REQUIRED'
  | 'RATE_LIMITED'
  | 'RESOLUTION_REQUIRED'
  | 'ROLE_REQUIRED'
  | 'SERVICE_UNAVAILABLE'
  | 'STATUS_REQUIRED'
  | 'TICKET_CLOSED'
  | 'TICKET_NOT_FOUND'
  | 'TITLE_REQUIRED'
  | 'TOKEN_NOT_FOUND'
  | 'TOO_MANY_STREAMS'
  | 'TOO_MANY_WEBHOOKS'
  | 'UNAUTHORIZED'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'URL_REQUIRED'
  | 'USER_HAS_TICKETS'
  | 'USER_NOT_FOUND'
  | 'WEBHOOK_DISABLED'
  | 'WEBHOOK_NOT_FOUND';

/**
 * A link to a file.
 */
export interface Attachment {
  /**
   * Without `/`, `\` and control characters.
   */
  filename: string;
  /**
   * Where the file is: absolute and `https:`, without blanks, user name and password.
   */
  url: string;
  /**
   * In bytes.
   */
  size: number;
  /**
   * The media type.
   */
  type: string;
}
export interface ChangeMe {
  /**
   * One line.
   */
  name?: string | null;
  /**
   * A new one; needs `currentPassword`.
   */
  password?: string | null;
  /**
   * The present one.
   */
  currentPassword?: string | null;
}
export interface ChangeTicket {
  /**
   * The subject, trimmed.
   */
  title?: string | null;
  /**
   * How urgent it is.
   */
  priority?: ('low' | 'medium' | 'high' | 'urgent') | null;
  /**
   * What it is about.
   */
  category?: ('technical' | 'billing' | 'account' | 'feature_request' | 'general') | null;
  /**
   * Words to find it by. The same word in another case is kept once, where it first stood.
   */
  tags?: string[] | null;
  /**
   * `open` waits for a first answer, `pending` for the client, `in_progress` is worked on, `resolved` has its resolution, `closed` takes no more replies. `resolved` needs a `resolution`.
   */
  status?: ('open' | 'pending' | 'in_progress' | 'resolved' | 'closed') | null;
  /**
   * The agent who is to have it: an id or `me`. Null takes it from whoever has it.
   */
  assignedTo?: string | null;
  /**
   * How it was resolved.
   */
  resolution?: string | null;
}
export interface ChangeUser {
  /**
   * One line.
   */
  name?: string | null;
  /**
   * What the person is to the desk.
   */
  role?: ('client' | 'agent' | 'admin') | null;
  /**
   * At least 10 characters.
   */
  password?: string | null;
  /**
   * A disabled person cannot sign in, nor can their tokens.
   */
  disabled?: boolean | null;
}
export interface ChangeWebhook {
  url?: string | null;
  events?:
    | (
        | 'ticket.created'
        | 'ticket.replied'
        | 'ticket.noted'
        | 'ticket.changed'
        | 'ticket.resolved'
        | 'ticket.closed'
        | 'ticket.reopened'
      )[]
    | null;
  /**
   * Turns it on, which clears the reason it was off, or off.
   */
  enabled?: boolean | null;
}
export interface CreateTicket {
  /**
   * The subject, trimmed.
   */
  title: string;
  /**
   * What happened, trimmed. Shown as Markdown.
   */
  description: string;
  /**
   * How urgent it is.
   */
  priority: 'low' | 'medium' | 'high' | 'urgent';
  /**
   * What it is about.
   */
  category: 'technical' | 'billing' | 'account' | 'feature_request' | 'general';
  /**
   * Words to find it by. The same word in another case is kept once, where it first stood.
   */
  tags?: string[] | null;
  /**
   * Links to files.
   */
  attachments?: NewAttachment[] | null;
  /**
   * For whom an integration files: the customer with this address, who is made if the desk does not know them. Only tokens made as an integration may send it. Anything but an object is ignored.
   */
  client?: {
    /**
     * Kept in lower case.
     */
    email: string;
    name?: string | null;
  };
}
/**
 * A link to a file.
 */
export interface NewAttachment {
  /**
   * Without `/`, `\` and control characters.
   */
  filename: string;
  /**
   * Where the file is: absolute and `https:`, without blanks, user name and password.
   */
  url: string;
  /**
   * In bytes.
   */
  size: number;
  /**
   * The media type.
   */
  type: string;
}
export interface CreateToken {
  /**
   * What it is for, in one line.
   */
  name: string;
  /**
   * Whose it is to be, by id. Without one, the caller’s own; for somebody else, admins only.
   */
  user?: string | null;
  /**
   * How long it works. Without it, until it is revoked.
   */
  expiresInDays?: number | null;
  /**
   * What it may do. Without it, everything.
   */
  scopes?: ('tickets:read' | 'tickets:write' | 'webhooks' | 'export')[] | null;
  /**
   * Whether it files for any customer. Admins only.
   */
  integration?: boolean | null;
  /**
   * A limit of its own, in requests a minute. Admins only.
   */
  rateLimit?: number | null;
}
export interface CreateUser {
  /**
   * One line.
   */
  name: string;
  /**
   * Kept in lower case.
   */
  email: string;
  /**
   * What the person is to the desk.
   */
  role: 'client' | 'agent' | 'admin';
  /**
   * Without one they cannot sign in until an admin sets it.
   */
  password?: string | null;
}
export interface CreateWebhook {
  /**
   * Where to send: https, and on the public internet, unless `HILO_WEBHOOK_ALLOW` opens the host.
   */
  url: string;
  events?:
    | (
        | 'ticket.created'
        | 'ticket.replied'
        | 'ticket.noted'
        | 'ticket.changed'
        | 'ticket.resolved'
        | 'ticket.closed'
        | 'ticket.reopened'
      )[]
    | null;
}
/**
 * One message to one webhook, with every attempt to send it.
 */
export interface Delivery {
  /**
   * The `webhook-id` that it is sent with: the same in every attempt.
   */
  _id: string;
  /**
   * What it tells.
   */
  type:
    | 'ticket.created'
    | 'ticket.replied'
    | 'ticket.noted'
    | 'ticket.changed'
    | 'ticket.resolved'
    | 'ticket.closed'
    | 'ticket.reopened'
    | 'webhook.test';
  /**
   * `pending` will be tried (again), `delivered` was answered with 2xx, `failed` is given up.
   */
  status: 'pending' | 'delivered' | 'failed';
  /**
   * Sent to try the webhook.
   */
  isTest: boolean;
  /**
   * The ticket that it tells of, or null: a test.
   */
  ticket: string | null;
  /**
   * When it was made from the event. RFC 3339 in UTC.
   */
  createdAt: string;
  /**
   * When it was answered with 2xx, or null. RFC 3339 in UTC.
   */
  deliveredAt: string | null;
  /**
   * When it will be tried next, or null: no more. RFC 3339 in UTC.
   */
  nextAttemptAt: string | null;
  /**
   * Every try, oldest first.
   */
  attempts: DeliveryAttempt[];
}
/**
 * One try to send.
 */
export interface DeliveryAttempt {
  /**
   * From 1; goes on when the delivery is sent again.
   */
  number: number;
  /**
   * When it began. RFC 3339 in UTC.
   */
  startedAt: string;
  /**
   * How long it took, in milliseconds. Null while it runs, and where it was interrupted.
   */
  durationMs: number | null;
  /**
   * The HTTP status, or null: there was no answer.
   */
  status: number | null;
  /**
   * Why there was no answer, or null.
   */
  error:
    | (
        | 'TIMEOUT'
        | 'REFUSED_ADDRESS'
        | 'NAME_NOT_FOUND'
        | 'CONNECTION_REFUSED'
        | 'CONNECTION_RESET'
        | 'CONNECTION_FAILED'
        | 'TLS_ERROR'
        | 'INVALID_RESPONSE'
        | 'INTERRUPTED'
      )
    | null;
  /**
   * The size of the body sent.
   */
  requestBytes: number;
  /**
   * How much of the answer’s body was read (at most 65,536), or null.
   */
  responseBytes: number | null;
  /**
   * The first 1,024 bytes of the answer’s body as text, or null.
   */
  responseHead: string | null;
}
/**
 * A delivery with its body.
 */
export interface DeliveryWithPayload {
  /**
   * The `webhook-id` that it is sent with: the same in every attempt.
   */
  _id: string;
  /**
   * What it tells.
   */
  type:
    | 'ticket.created'
    | 'ticket.replied'
    | 'ticket.noted'
    | 'ticket.changed'
    | 'ticket.resolved'
    | 'ticket.closed'
    | 'ticket.reopened'
    | 'webhook.test';
  /**
   * `pending` will be tried (again), `delivered` was answered with 2xx, `failed` is given up.
   */
  status: 'pending' | 'delivered' | 'failed';
  /**
   * Sent to try the webhook.
   */
  isTest: boolean;
  /**
   * The ticket that it tells of, or null: a test.
   */
  ticket: string | null;
  /**
   * When it was made from the event. RFC 3339 in UTC.
   */
  createdAt: string;
  /**
   * When it was answered with 2xx, or null. RFC 3339 in UTC.
   */
  deliveredAt: string | null;
  /**
   * When it will be tried next, or null: no more. RFC 3339 in UTC.
   */
  nextAttemptAt: string | null;
  /**
   * Every try, oldest first.
   */
  attempts: DeliveryAttempt[];
  /**
   * The body as it is sent, byte for byte.
   */
  payload: string;
}
/**
 * What went wrong.
 */
export interface ErrorBody {
  /**
   * A sentence for people.
   */
  error: string;
  /**
   * The stable code, for programs.
   */
  message: string;
  /**
   * As in `X-Request-Id`.
   */
  requestId: string;
  /**
   * Every problem found, in the order of the fields; the envelope’s own pair is the first.
   */
  details?: {
    /**
     * The field, parameter or header.
     */
    field: string;
    /**
     * The code.
     */
    message: string;
    /**
     * The sentence.
     */
    error: string;
    /**
     * Where in the field.
     */
    path?: string;
  }[];
}
/**
 * The last line: without it, the export was cut.
 */
export interface ExportEnd {
  end: true;
  /**
   * How many tickets stand above, in this answer.
   */
  count: number;
}
/**
 * The query of `exportTickets`.
 */
export interface ExportTicketsQuery {
  /**
   * Goes on after this ticket: the `_id` of the last whole line of an export that was cut. As in `support_ticket_01h455vb4pex5vsknk084sn02q`.
   */
  cursor?: string;
  /**
   * Updated after this moment. RFC 3339, or a date, which is its midnight in UTC. As in `2026-01-15T10:30:00Z`.
   */
  updatedAfter?: string | Date;
}
/**
 * What a `system` message tells.
 */
export interface ExportedChange {
  kind: 'status' | 'assignee';
  /**
   * A status, or an agent’s id, or null.
   */
  from: string | null;
  /**
   * A status, or an agent’s id, or null.
   */
  to: string | null;
  /**
   * Only where the change resolved the ticket.
   */
  resolution?: string;
}
/**
 * Somebody whom the line mentions.
 */
export interface ExportedPerson {
  /**
   * As the line mentions them: `client_…` or `agent_…`.
   */
  _id: string;
  name: string;
  /**
   * Its place is empty in what a client exports, but for their own.
   */
  email?: string;
  /**
   * Only on those who work at the desk.
   */
  staff?: true;
}
/**
 * A message of an exported ticket.
 */
export interface ExportedThread {
  /**
   * Who wrote it, in the capacity they wrote it in: `client_…`, `agent_…`, or the word `system`.
   */
  author: string;
  /**
   * Markdown.
   */
  message: string;
  /**
   * When it was written. RFC 3339 in UTC.
   */
  timestamp: string;
  /**
   * `user` is the client; `system` tells of a change.
   */
  type: 'user' | 'agent' | 'system';
  /**
   * Only on notes, which only agents read.
   */
  internal?: true;
  /**
   * Only on a message with files of its own.
   */
  attachments?: Attachment[];
  /**
   * Only on `system` messages: who caused the change, unless a program did.
   */
  by?: string;
  change?: ExportedChange;
}
/**
 * A ticket with all that an import elsewhere needs.
 */
export interface ExportedTicket {
  /**
   * The id, for programs.
   */
  _id: string;
  /**
   * The subject.
   */
  title: string;
  /**
   * The opening message. Markdown.
   */
  description: string;
  /**
   * `open` waits for a first answer, `pending` for the client, `in_progress` is worked on, `resolved` has its resolution, `closed` takes no more replies.
   */
  status: 'open' | 'pending' | 'in_progress' | 'resolved' | 'closed';
  /**
   * How urgent it is.
   */
  priority: 'low' | 'medium' | 'high' | 'urgent';
  /**
   * What it is about.
   */
  category: 'technical' | 'billing' | 'account' | 'feature_request' | 'general';
  /**
   * Whose it is.
   */
  client: string;
  /**
   * The agent who has it, or null.
   */
  assignedTo: string | null;
  /**
   * The messages, oldest first.
   */
  threads: ExportedThread[];
  /**
   * All of its files that the reader may see, as they came.
   */
  attachments: Attachment[];
  /**
   * Words to find it by.
   */
  tags: string[];
  /**
   * How it was resolved, or null.
   */
  resolution: string | null;
  /**
   * When it was filed. RFC 3339 in UTC.
   */
  createdAt: string;
  /**
   * When it last changed, as far as the reader may know. RFC 3339 in UTC.
   */
  updatedAt: string;
  /**
   * When it was resolved, or null. RFC 3339 in UTC.
   */
  resolvedAt: string | null;
  /**
   * A short number, for people.
   */
  number: number;
  /**
   * Only for agents: when it last changed as far as its client knows. RFC 3339 in UTC.
   */
  publicUpdatedAt?: string;
  /**
   * Everybody whom the line mentions.
   */
  people: ExportedPerson[];
}
export interface FeedEnd {
  /**
   * Where to go on.
   */
  cursor: string;
}
export interface FeedPage {
  /**
   * How many to a page.
   */
  limit: number;
  /**
   * The `cursor` to go on with, at the end too: then it finds what has happened since.
   */
  next: string;
  /**
   * Whether the next page has something already.
   */
  more: boolean;
}
/**
 * The query of `listDeliveries`.
 */
export interface ListDeliveriesQuery {
  /**
   * How many to a page. As in `25`.
   */
  limit?: number;
  /**
   * The `page.next` of the page before. Absent: the first page.
   */
  cursor?: string;
  /**
   * Only those of this status. As in `failed`.
   */
  status?: 'pending' | 'delivered' | 'failed';
}
/**
 * The query of `listEvents`.
 */
export interface ListEventsQuery {
  /**
   * A `page.next`, or the `id` of an event: the feed goes on after it. `now` for what is yet to come. Absent: from the beginning. As in `now`.
   */
  cursor?: string;
  /**
   * How many to a page of JSON. As in `100`.
   */
  limit?: number;
  /**
   * Only events of these types. As in `ticket.created,ticket.replied`.
   */
  types?: (
    | 'ticket.created'
    | 'ticket.replied'
    | 'ticket.noted'
    | 'ticket.changed'
    | 'ticket.resolved'
    | 'ticket.closed'
    | 'ticket.reopened'
  )[];
}
/**
 * The query of `listTickets`.
 */
export interface ListTicketsQuery {
  /**
   * How many to a page. As in `25`.
   */
  limit?: number;
  /**
   * The `page.next` of the page before. Absent: the first page.
   */
  cursor?: string;
  /**
   * Any of these statuses. As in `open`.
   */
  status?: ('open' | 'pending' | 'in_progress' | 'resolved' | 'closed')[];
  /**
   * Any of these priorities. As in `low`.
   */
  priority?: ('low' | 'medium' | 'high' | 'urgent')[];
  /**
   * Any of these categories. As in `technical`.
   */
  category?: ('technical' | 'billing' | 'account' | 'feature_request' | 'general')[];
  /**
   * Any of these tags. As in `api`.
   */
  tag?: string[];
  /**
   * Of any of these clients: ids, or `me`. As in `client_01h455vb4pex5vsknk084sn02q`.
   */
  client?: string[];
  /**
   * Any of these agents have it: ids, `me`, or `none` for nobody. As in `me,none`.
   */
  assignedTo?: string[];
  /**
   * Words to find, in Spanish or English. As in `errores 401`.
   */
  q?: string;
  /**
   * Created after this moment. RFC 3339, or a date, which is its midnight in UTC. As in `2026-01-15T10:30:00Z`.
   */
  createdAfter?: string | Date;
  /**
   * Created before this moment. RFC 3339, or a date, which is its midnight in UTC. As in `2026-01-15T10:30:00Z`.
   */
  createdBefore?: string | Date;
  /**
   * Updated after this moment. RFC 3339, or a date, which is its midnight in UTC. As in `2026-01-15T10:30:00Z`.
   */
  updatedAfter?: string | Date;
  /**
   * `threads` puts the messages into each ticket. As in `threads`.
   */
  include?: 'threads'[];
}
/**
 * A token just made, with its secret.
 */
export interface NewToken {
  _id: string;
  /**
   * What it is for.
   */
  name: string;
  /**
   * How the token begins, to know it by.
   */
  prefix: string;
  /**
   * Whose rights it has.
   */
  user: {
    _id: string;
    name: string;
    email: string;
    role: 'client' | 'agent' | 'admin';
  };
  /**
   * What it may do.
   */
  scopes: ('tickets:read' | 'tickets:write' | 'webhooks' | 'export')[];
  /**
   * Whether it files for any customer.
   */
  integration: boolean;
  /**
   * Its own limit, in requests a minute, or null: the desk’s.
   */
  rateLimit: number | null;
  /**
   * When it was made. RFC 3339 in UTC.
   */
  createdAt: string;
  /**
   * When it was last used, to the minute, or null. RFC 3339 in UTC.
   */
  lastUsedAt: string | null;
  /**
   * The address it was last used from, or null.
   */
  lastUsedFrom: string | null;
  /**
   * When it stops working, or null: never. RFC 3339 in UTC.
   */
  expiresAt: string | null;
  /**
   * When it was revoked, or null. RFC 3339 in UTC.
   */
  revokedAt: string | null;
  /**
   * The token itself. It is shown here and never again.
   */
  token: string;
}
export interface Page {
  /**
   * How many to a page.
   */
  limit: number;
  /**
   * The `cursor` of the next page; null on the last.
   */
  next: string | null;
}
export interface Register {
  /**
   * One line.
   */
  name: string;
  /**
   * Kept in lower case.
   */
  email: string;
  /**
   * At least 10 characters.
   */
  password: string;
}
export interface Reply {
  /**
   * What to say, trimmed. Shown as Markdown.
   */
  message: string;
  /**
   * Links to files.
   */
  attachments?: NewAttachment[] | null;
  /**
   * A note that only agents read. Clients may not write one.
   */
  internal?: boolean | null;
}
export interface ResendDeliveries {
  /**
   * Those made at this moment or later. RFC 3339.
   */
  since: string;
  /**
   * Only those of this status.
   */
  status?: ('pending' | 'delivered' | 'failed') | null;
}
export interface Resent {
  /**
   * How many will be sent again.
   */
  count: number;
}
/**
 * The query of `streamEvents`.
 */
export interface StreamEventsQuery {
  /**
   * As in `GET /v2/changes`; `Last-Event-ID` wins over it. Absent, or `now`: what is yet to come. As in `now`.
   */
  cursor?: string;
  /**
   * Only events of these types. As in `ticket.created,ticket.replied`.
   */
  types?: (
    | 'ticket.created'
    | 'ticket.replied'
    | 'ticket.noted'
    | 'ticket.changed'
    | 'ticket.resolved'
    | 'ticket.closed'
    | 'ticket.reopened'
  )[];
}
/**
 * A message of a ticket.
 */
export interface Thread {
  /**
   * Who wrote it, in the capacity they wrote it in: `client_…`, `agent_…`, or the word `system`.
   */
  author: string;
  /**
   * Markdown.
   */
  message: string;
  /**
   * When it was written. RFC 3339 in UTC.
   */
  timestamp: string;
  /**
   * `user` is the client; `system` tells of a change.
   */
  type: 'user' | 'agent' | 'system';
  /**
   * Only on notes, which only agents read.
   */
  internal?: true;
  /**
   * Only on a message with files of its own.
   */
  attachments?: Attachment[];
}
/**
 * A support ticket and its thread.
 */
export interface Ticket {
  /**
   * The id, for programs.
   */
  _id: string;
  /**
   * The subject.
   */
  title: string;
  /**
   * The opening message. Markdown.
   */
  description: string;
  /**
   * `open` waits for a first answer, `pending` for the client, `in_progress` is worked on, `resolved` has its resolution, `closed` takes no more replies.
   */
  status: 'open' | 'pending' | 'in_progress' | 'resolved' | 'closed';
  /**
   * How urgent it is.
   */
  priority: 'low' | 'medium' | 'high' | 'urgent';
  /**
   * What it is about.
   */
  category: 'technical' | 'billing' | 'account' | 'feature_request' | 'general';
  /**
   * Whose it is.
   */
  client: string;
  /**
   * The agent who has it, or null.
   */
  assignedTo: string | null;
  /**
   * The messages, oldest first. Lists leave them out unless `include=threads`.
   */
  threads?: Thread[];
  /**
   * All of its files that the reader may see, as they came.
   */
  attachments: Attachment[];
  /**
   * Words to find it by.
   */
  tags: string[];
  /**
   * How it was resolved, or null.
   */
  resolution: string | null;
  /**
   * When it was filed. RFC 3339 in UTC.
   */
  createdAt: string;
  /**
   * When it last changed, as far as the reader may know. RFC 3339 in UTC.
   */
  updatedAt: string;
  /**
   * When it was resolved, or null. RFC 3339 in UTC.
   */
  resolvedAt: string | null;
  /**
   * A short number, for people.
   */
  number: number;
}
/**
 * Something that happened to a ticket. Read the ticket for how it stands.
 */
export interface TicketEvent {
  /**
   * Names the event, the same to everybody and for good, and is the cursor that goes on after it.
   */
  id: string;
  type:
    | 'ticket.created'
    | 'ticket.replied'
    | 'ticket.noted'
    | 'ticket.changed'
    | 'ticket.resolved'
    | 'ticket.closed'
    | 'ticket.reopened';
  /**
   * When it happened. RFC 3339 in UTC.
   */
  timestamp: string;
  /**
   * The ticket’s `_id`.
   */
  ticket: string;
  /**
   * The ticket’s number for people.
   */
  number: number;
  /**
   * Who did it: `client_…`, `agent_…`, or `system`.
   */
  actor: string;
  /**
   * What each changed property was and became. Absent where the event is a ticket or a message.
   */
  changes?: {
    title?: {
      from: string;
      to: string;
    };
    status?: {
      from: 'open' | 'pending' | 'in_progress' | 'resolved' | 'closed';
      to: 'open' | 'pending' | 'in_progress' | 'resolved' | 'closed';
    };
    priority?: {
      from: 'low' | 'medium' | 'high' | 'urgent';
      to: 'low' | 'medium' | 'high' | 'urgent';
    };
    category?: {
      from: 'technical' | 'billing' | 'account' | 'feature_request' | 'general';
      to: 'technical' | 'billing' | 'account' | 'feature_request' | 'general';
    };
    tags?: {
      from: string[];
      to: string[];
    };
    assignedTo?: {
      from: string | null;
      to: string | null;
    };
    resolution?: {
      from: string | null;
      to: string | null;
    };
  };
  /**
   * Only where an import brought the ticket, with a history that the feed does not tell. Webhooks hear nothing of it.
   */
  imported?: true;
}
/**
 * A token of the API, without its secret.
 */
export interface Token {
  _id: string;
  /**
   * What it is for.
   */
  name: string;
  /**
   * How the token begins, to know it by.
   */
  prefix: string;
  /**
   * Whose rights it has.
   */
  user: {
    _id: string;
    name: string;
    email: string;
    role: 'client' | 'agent' | 'admin';
  };
  /**
   * What it may do.
   */
  scopes: ('tickets:read' | 'tickets:write' | 'webhooks' | 'export')[];
  /**
   * Whether it files for any customer.
   */
  integration: boolean;
  /**
   * Its own limit, in requests a minute, or null: the desk’s.
   */
  rateLimit: number | null;
  /**
   * When it was made. RFC 3339 in UTC.
   */
  createdAt: string;
  /**
   * When it was last used, to the minute, or null. RFC 3339 in UTC.
   */
  lastUsedAt: string | null;
  /**
   * The address it was last used from, or null.
   */
  lastUsedFrom: string | null;
  /**
   * When it stops working, or null: never. RFC 3339 in UTC.
   */
  expiresAt: string | null;
  /**
   * When it was revoked, or null. RFC 3339 in UTC.
   */
  revokedAt: string | null;
}
/**
 * A person of the desk.
 */
export interface User {
  /**
   * The id: `client_…` or, of staff, `agent_…`.
   */
  _id: string;
  name: string;
  email: string;
  /**
   * What the person is to the desk.
   */
  role: 'client' | 'agent' | 'admin';
  /**
   * Whether they are kept from signing in.
   */
  disabled: boolean;
  /**
   * When the account was made. RFC 3339 in UTC.
   */
  createdAt: string;
}
/**
 * An address that hears of events, without its secret.
 */
export interface Webhook {
  _id: string;
  /**
   * Where it is sent.
   */
  url: string;
  /**
   * The types that it hears. Empty: all that its owner may hear.
   */
  events: (
    | 'ticket.created'
    | 'ticket.replied'
    | 'ticket.noted'
    | 'ticket.changed'
    | 'ticket.resolved'
    | 'ticket.closed'
    | 'ticket.reopened'
  )[];
  /**
   * Whether it is on.
   */
  enabled: boolean;
  /**
   * Why Hilo turned it off: `gone`, it answered 410; `failing`, no attempt succeeded for five days. Null while it is on, and when a person turned it off.
   */
  disabledReason: ('gone' | 'failing') | null;
  /**
   * When it was turned off, or null while it is on. RFC 3339 in UTC.
   */
  disabledAt: string | null;
  /**
   * Since when no attempt has succeeded, or null. RFC 3339 in UTC.
   */
  failingSince: string | null;
  /**
   * Until when the secret before the present one signs as well, or null. RFC 3339 in UTC.
   */
  secretRotatesUntil: string | null;
  /**
   * Its owner: it hears what they may.
   */
  user: {
    _id: string;
    name: string;
    email: string;
  };
  /**
   * When it was made. RFC 3339 in UTC.
   */
  createdAt: string;
  /**
   * When it was last changed. RFC 3339 in UTC.
   */
  updatedAt: string;
}
/**
 * A webhook with its secret.
 */
export interface WebhookWithSecret {
  _id: string;
  /**
   * Where it is sent.
   */
  url: string;
  /**
   * The types that it hears. Empty: all that its owner may hear.
   */
  events: (
    | 'ticket.created'
    | 'ticket.replied'
    | 'ticket.noted'
    | 'ticket.changed'
    | 'ticket.resolved'
    | 'ticket.closed'
    | 'ticket.reopened'
  )[];
  /**
   * Whether it is on.
   */
  enabled: boolean;
  /**
   * Why Hilo turned it off: `gone`, it answered 410; `failing`, no attempt succeeded for five days. Null while it is on, and when a person turned it off.
   */
  disabledReason: ('gone' | 'failing') | null;
  /**
   * When it was turned off, or null while it is on. RFC 3339 in UTC.
   */
  disabledAt: string | null;
  /**
   * Since when no attempt has succeeded, or null. RFC 3339 in UTC.
   */
  failingSince: string | null;
  /**
   * Until when the secret before the present one signs as well, or null. RFC 3339 in UTC.
   */
  secretRotatesUntil: string | null;
  /**
   * Its owner: it hears what they may.
   */
  user: {
    _id: string;
    name: string;
    email: string;
  };
  /**
   * When it was made. RFC 3339 in UTC.
   */
  createdAt: string;
  /**
   * When it was last changed. RFC 3339 in UTC.
   */
  updatedAt: string;
  /**
   * Signs what is sent, as the Standard Webhooks specification says. Shown here and never again.
   */
  secret: string;
}
