// Generated from the document of the API by `npm run client:generate`: do not edit.

/**
 * The stable code of an error.
 */
export type ErrorCode =
  | 'ALREADY_SENT'
  | 'ATTACHMENTS_TOO_LARGE'
  | 'ATTACHMENT_INFECTED'
  | 'ATTACHMENT_IN_USE'
  | 'ATTACHMENT_NOT_FOUND'
  | 'ATTACHMENT_NOT_SCANNED'
  | 'BODY_TOO_LARGE'
  | 'BULK_NOT_DONE'
  | 'BULK_NOT_FOUND'
  | 'BULK_TOO_MANY'
  | 'CATEGORY_REQUIRED'
  | 'CATEGORY_TAKEN'
  | 'CHANGE_REQUIRED'
  | 'CHOICES_REQUIRED'
  | 'DELIVERY_NOT_FOUND'
  | 'DESCRIPTION_REQUIRED'
  | 'EMAIL_REQUIRED'
  | 'EMAIL_TAKEN'
  | 'FIELD_NOT_FOUND'
  | 'FILE_TOO_LARGE'
  | 'FORBIDDEN'
  | 'GOOD_REQUIRED'
  | 'IDEMPOTENCY_KEY_IN_USE'
  | 'IDEMPOTENCY_KEY_MISMATCH'
  | 'INTERNAL_ERROR'
  | 'INTO_REQUIRED'
  | 'INVALID_ACTIONS'
  | 'INVALID_ACTIVITY'
  | 'INVALID_ACTOR'
  | 'INVALID_AFTER'
  | 'INVALID_ALL'
  | 'INVALID_ARCHIVED'
  | 'INVALID_ASSIGNED_TO'
  | 'INVALID_ATTACHMENTS'
  | 'INVALID_AWAY'
  | 'INVALID_BODY'
  | 'INVALID_CAPACITY'
  | 'INVALID_CATEGORIES'
  | 'INVALID_CATEGORY'
  | 'INVALID_CHANGE'
  | 'INVALID_CHOICES'
  | 'INVALID_CLIENT'
  | 'INVALID_COMMENT'
  | 'INVALID_CREATED_AFTER'
  | 'INVALID_CREATED_BEFORE'
  | 'INVALID_CURRENT_PASSWORD'
  | 'INVALID_CURSOR'
  | 'INVALID_DELAY'
  | 'INVALID_DELETED'
  | 'INVALID_DESCRIPTION'
  | 'INVALID_DISABLED'
  | 'INVALID_DRAFT'
  | 'INVALID_EMAIL'
  | 'INVALID_ENABLED'
  | 'INVALID_EVENTS'
  | 'INVALID_EXPIRES_IN_DAYS'
  | 'INVALID_FIELDS'
  | 'INVALID_FILENAME'
  | 'INVALID_FOR_CLIENTS'
  | 'INVALID_GOOD'
  | 'INVALID_IDEMPOTENCY_KEY'
  | 'INVALID_IDS'
  | 'INVALID_INCLUDE'
  | 'INVALID_INTEGRATION'
  | 'INVALID_INTERNAL'
  | 'INVALID_INTO'
  | 'INVALID_JSON'
  | 'INVALID_KEY'
  | 'INVALID_KIND'
  | 'INVALID_LABEL'
  | 'INVALID_LIMIT'
  | 'INVALID_MEMBERS'
  | 'INVALID_MESSAGE'
  | 'INVALID_NAME'
  | 'INVALID_PASSWORD'
  | 'INVALID_PLACE'
  | 'INVALID_PRESENCE'
  | 'INVALID_PRIORITY'
  | 'INVALID_Q'
  | 'INVALID_QUERY'
  | 'INVALID_QUEUE'
  | 'INVALID_RATE_LIMIT'
  | 'INVALID_REQUIRED'
  | 'INVALID_RESOLUTION'
  | 'INVALID_REVISION'
  | 'INVALID_ROLE'
  | 'INVALID_ROTATING'
  | 'INVALID_SCOPES'
  | 'INVALID_SEEN'
  | 'INVALID_SETTINGS'
  | 'INVALID_SHARED'
  | 'INVALID_SINCE'
  | 'INVALID_SNOOZED_UNTIL'
  | 'INVALID_SORT'
  | 'INVALID_STATUS'
  | 'INVALID_TAB'
  | 'INVALID_TAG'
  | 'INVALID_TAGS'
  | 'INVALID_TEAM'
  | 'INVALID_TEXT'
  | 'INVALID_THREAD'
  | 'INVALID_THUMBNAIL'
  | 'INVALID_TICKET'
  | 'INVALID_TICKETS'
  | 'INVALID_TITLE'
  | 'INVALID_TYPES'
  | 'INVALID_UNREAD'
  | 'INVALID_UNTIL'
  | 'INVALID_UPDATED_AFTER'
  | 'INVALID_UPLOAD'
  | 'INVALID_URL'
  | 'INVALID_USER'
  | 'INVALID_VIEW'
  | 'INVALID_VIEWS'
  | 'KEY_REQUIRED'
  | 'KEY_TAKEN'
  | 'KIND_REQUIRED'
  | 'LABEL_REQUIRED'
  | 'LAST_ADMIN'
  | 'LINK_EXISTS'
  | 'LINK_EXPIRED'
  | 'LINK_NOT_FOUND'
  | 'LINK_TO_ITSELF'
  | 'MACRO_EMPTY'
  | 'MACRO_NOT_FOUND'
  | 'MERGE_INTO_ITSELF'
  | 'MERGE_INTO_MERGED'
  | 'MESSAGE_REQUIRED'
  | 'METHOD_NOT_ALLOWED'
  | 'NAME_REQUIRED'
  | 'NOTE_NOT_FOUND'
  | 'NOT_FOUND'
  | 'NOT_MERGED'
  | 'NOT_RESOLVED'
  | 'OTHER_TICKET_NOT_FOUND'
  | 'OUTGOING_NOT_FOUND'
  | 'PASSWORD_REQUIRED'
  | 'PASSWORD_TOO_SHORT'
  | 'PRECONDITION_FAILED'
  | 'PRIORITY_REQUIRED'
  | 'RANGE_NOT_SATISFIABLE'
  | 'RATE_LIMITED'
  | 'RATING_FINAL'
  | 'RESOLUTION_REQUIRED'
  | 'ROLE_REQUIRED'
  | 'SERVICE_UNAVAILABLE'
  | 'STATUS_REQUIRED'
  | 'STORAGE_FULL'
  | 'STORAGE_UNAVAILABLE'
  | 'TEAM_EXISTS'
  | 'TEAM_NOT_FOUND'
  | 'TEXT_REQUIRED'
  | 'THREAD_REQUIRED'
  | 'TICKET_CLOSED'
  | 'TICKET_MERGED'
  | 'TICKET_NOT_ACTIVE'
  | 'TICKET_NOT_FOUND'
  | 'TICKET_REQUIRED'
  | 'TITLE_REQUIRED'
  | 'TOKEN_NOT_FOUND'
  | 'TOO_MANY_FIELDS'
  | 'TOO_MANY_JOBS'
  | 'TOO_MANY_LINKS'
  | 'TOO_MANY_MACROS'
  | 'TOO_MANY_NOTES'
  | 'TOO_MANY_STREAMS'
  | 'TOO_MANY_TOKENS'
  | 'TOO_MANY_UPLOADS'
  | 'TOO_MANY_VIEWS'
  | 'TOO_MANY_WEBHOOKS'
  | 'UNAUTHORIZED'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'UNSUPPORTED_TUS_VERSION'
  | 'UPLOAD_NOT_KEPT'
  | 'UPLOAD_OFFSET_MISMATCH'
  | 'UPLOAD_QUOTA_EXCEEDED'
  | 'URL_REQUIRED'
  | 'USER_HAS_TICKETS'
  | 'USER_NOT_FOUND'
  | 'VIEW_NOT_FOUND'
  | 'WEBHOOK_DISABLED'
  | 'WEBHOOK_NOT_FOUND';

/**
 * Somebody whom a ticket can be assigned to.
 */
export interface Agent {
  _id: string;
  /**
   * Names the person, in whichever capacity: gives their picture its colour.
   */
  userId: string;
  name: string;
  /**
   * Whether they take no new tickets in turn.
   */
  away: boolean;
  /**
   * How many active tickets they are given in turn at most; null for no limit.
   */
  capacity: number | null;
  /**
   * How many tickets they have that are active and not snoozed; 1000 for that many and more.
   */
  load: number;
}
/**
 * A link to a file, or a file that Hilo holds.
 */
export interface Attachment {
  /**
   * Without `/`, `\` and control characters.
   */
  filename: string;
  /**
   * Where the file is: absolute and `https:`, without blanks, user name and password; or the address that this desk gave the caller for an upload, whose name, size and type are then those of the file, whatever stands here.
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
/**
 * One change to many tickets.
 */
export interface Bulk {
  _id: string;
  /**
   * `running` and `undoing` go on; what is `done` can be undone, and is `undone` then.
   */
  state: 'running' | 'done' | 'undoing' | 'undone';
  /**
   * What was asked for.
   */
  change: {
    status?: ('open' | 'pending' | 'in_progress' | 'resolved' | 'closed') | null;
    resolution?: string | null;
    priority?: string | null;
    category?: string | null;
    addTags?: string[] | null;
    removeTags?: string[] | null;
    assignedTo?: string | null;
    team?: string | null;
    snoozedUntil?: string | null;
  };
  /**
   * How many tickets it is about.
   */
  total: number;
  /**
   * How many of them are changed, or stood so already.
   */
  done: number;
  /**
   * How many could not be changed.
   */
  failed: number;
  /**
   * How many were put back.
   */
  undone: number;
  /**
   * How many were not put back, because they were changed since.
   */
  kept: number;
  /**
   * When it was asked for. RFC 3339 in UTC.
   */
  createdAt: string;
  /**
   * When it, or its undoing, was over; null while it goes on. RFC 3339 in UTC.
   */
  finishedAt: string | null;
  /**
   * Those that were left as they were, at most 100. Absent from lists.
   */
  problems?: BulkProblem[];
}
/**
 * A ticket that could not be changed, or not be put back.
 */
export interface BulkProblem {
  ticket: string;
  number: number;
  title: string;
  /**
   * The code of why.
   */
  message: string;
}
/**
 * What is changed of each ticket, as in `PATCH /v2/support-tickets/{id}`.
 */
export interface BulkChange {
  /**
   * `open` waits for a first answer, `pending` for the client, `in_progress` is worked on, `resolved` has its resolution, `closed` takes no more replies. `resolved` needs a `resolution`.
   */
  status?: ('open' | 'pending' | 'in_progress' | 'resolved' | 'closed') | null;
  /**
   * How it was resolved.
   */
  resolution?: string | null;
  /**
   * How urgent it is.
   */
  priority?: ('low' | 'medium' | 'high' | 'urgent') | null;
  /**
   * What it is about.
   */
  category?: ('technical' | 'billing' | 'account' | 'feature_request' | 'general') | null;
  /**
   * Tags that each is given. One has at most 20.
   */
  addTags?: string[] | null;
  /**
   * Tags that are taken from each, in any case.
   */
  removeTags?: string[] | null;
  /**
   * The agent who is to have it: an id or `me`. Null takes it from whoever has it.
   */
  assignedTo?: string | null;
  /**
   * The team that is to have it, which clients never see. Null takes it from its team.
   */
  team?: string | null;
  /**
   * Until when it stays out of the active queues, which clients never see: in the future, RFC 3339. Their reply ends it. Null ends it now.
   */
  snoozedUntil?: string | null;
}
export interface ChangeField {
  /**
   * How people call it.
   */
  label?: string | null;
  choices?: string[] | null;
  forClients?: boolean | null;
  required?: boolean | null;
  /**
   * Where it stands among the others, from 0.
   */
  place?: number | null;
  /**
   * Takes it out of use, or back into it. Its values are kept.
   */
  archived?: boolean | null;
}
export interface ChangeMacro {
  name?: string | null;
  body?: string | null;
  /**
   * Whether its text is a note that only agents read.
   */
  internal?: boolean | null;
  actions?: MacroActions | null;
  /**
   * Whether all agents have it, or its owner alone.
   */
  shared?: boolean | null;
  /**
   * `false` brings a deleted macro back, within a day.
   */
  deleted?: false | null;
}
/**
 * What it does to the ticket.
 */
export interface MacroActions {
  /**
   * The status to give it. `resolved` needs a `resolution`.
   */
  status?: ('open' | 'pending' | 'in_progress' | 'resolved' | 'closed') | null;
  /**
   * How it is resolved, where the status is `resolved`. Without variables.
   */
  resolution?: string | null;
  /**
   * How urgent it is then.
   */
  priority?: ('low' | 'medium' | 'high' | 'urgent') | null;
  /**
   * What it is about then.
   */
  category?: ('technical' | 'billing' | 'account' | 'feature_request' | 'general') | null;
  /**
   * Tags to add.
   */
  addTags?: string[] | null;
  /**
   * Tags to take away, whatever their case.
   */
  removeTags?: string[] | null;
  /**
   * Who has it then: an agent’s id, `me` for whoever uses the macro, or `none`.
   */
  assignedTo?: string | null;
  /**
   * The team that has it then: its id, or `none`.
   */
  team?: string | null;
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
  /**
   * Whether they take no new tickets in turn for now.
   */
  away?: boolean | null;
  /**
   * How many active tickets they are given in turn at most. Null for no limit.
   */
  capacity?: number | null;
}
export interface ChangeNotificationSettings {
  /**
   * Whether to be told of `mentioned`.
   */
  mentioned?: boolean | null;
  /**
   * Whether to be told of `assigned`.
   */
  assigned?: boolean | null;
  /**
   * Whether to be told of `reply_held`.
   */
  reply_held?: boolean | null;
  /**
   * Whether to be told of `reopened`.
   */
  reopened?: boolean | null;
  /**
   * Whether to be told of `client_replied`.
   */
  client_replied?: boolean | null;
  /**
   * Whether to be told of `woken`.
   */
  woken?: boolean | null;
  /**
   * Whether to be told of `rated`.
   */
  rated?: boolean | null;
  /**
   * Whether to be told of `team_assigned`.
   */
  team_assigned?: boolean | null;
}
export interface ChangeTeam {
  /**
   * One line; no two teams share one.
   */
  name?: string | null;
  /**
   * Who is in it: ids of people who work here.
   */
  members?: string[] | null;
  /**
   * Whether its tickets that nobody has are given out in turn: to who waits longest of those who are not away and have room (`capacity`).
   */
  rotating?: boolean | null;
  /**
   * New tickets of these categories go to the team. A category goes to one team at most.
   */
  categories?: ('technical' | 'billing' | 'account' | 'feature_request' | 'general')[] | null;
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
  /**
   * The team that is to have it, which clients never see. Null takes it from its team.
   */
  team?: string | null;
  /**
   * Until when it stays out of the active queues, which clients never see: in the future, RFC 3339. Their reply ends it. Null ends it now.
   */
  snoozedUntil?: string | null;
  /**
   * Values of the desk’s own fields by their key: a text, a number, one of the choices, or a date as `YYYY-MM-DD`. Null or an empty text is no value. `GET /v2/fields` says which there are; an unknown key or a wrong value is `INVALID_FIELDS`, with its `path`. Those that are not named stay.
   */
  fields?: {
    [k: string]: string | number | null;
  } | null;
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
  /**
   * Whether they take no new tickets in turn for now.
   */
  away?: boolean | null;
  /**
   * How many active tickets they are given in turn at most. Null for no limit.
   */
  capacity?: number | null;
}
export interface ChangeView {
  name?: string | null;
  query?: string | null;
  sort?: ('newest' | 'updated' | 'urgent') | null;
  shared?: boolean | null;
  /**
   * `false` brings a deleted view back, within a day.
   */
  deleted?: false | null;
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
        | 'ticket.merged'
        | 'ticket.unmerged'
        | 'ticket.split'
        | 'ticket.linked'
        | 'ticket.unlinked'
        | 'ticket.woken'
        | 'ticket.rated'
      )[]
    | null;
  /**
   * Turns it on, which clears the reason it was off, or off.
   */
  enabled?: boolean | null;
}
/**
 * A client, for agents and admins.
 */
export interface Client {
  _id: string;
  name: string;
  email: string;
  /**
   * Whether they are kept from signing in.
   */
  disabled: boolean;
  /**
   * Since when the desk knows them. RFC 3339 in UTC.
   */
  createdAt: string;
  /**
   * When they last wrote, or null. RFC 3339 in UTC.
   */
  lastSeenAt: string | null;
  /**
   * How many tickets they have.
   */
  tickets: {
    /**
     * All of their tickets.
     */
    total: number;
    /**
     * Those that are `open`.
     */
    open: number;
    /**
     * Those that are `pending`.
     */
    pending: number;
    /**
     * Those that are `in_progress`.
     */
    in_progress: number;
    /**
     * Those that are `resolved`.
     */
    resolved: number;
    /**
     * Those that are `closed`.
     */
    closed: number;
  };
  /**
   * What they said of how they were answered.
   */
  ratings: {
    /**
     * How many answers they called good.
     */
    good: number;
    /**
     * How many they did not.
     */
    bad: number;
  };
  /**
   * How many notes there are about them.
   */
  notes: number;
}
/**
 * A note about a client, which the client never sees.
 */
export interface ClientNote {
  _id: string;
  /**
   * Markdown.
   */
  text: string;
  /**
   * Who wrote it, or null: they are gone.
   */
  author: {
    _id: string;
    name: string;
  } | null;
  /**
   * Whether the caller may change and delete it.
   */
  mayChange: boolean;
  /**
   * When it was written. RFC 3339 in UTC.
   */
  createdAt: string;
  /**
   * When it was last changed. RFC 3339 in UTC.
   */
  updatedAt: string;
}
export interface CreateBulk {
  /**
   * The tickets’ ids. Either these or a `view`.
   */
  tickets?: string[] | null;
  view?: {
    /**
     * A queue that every desk has, or a saved view’s `_id`.
     */
    queue: string;
    /**
     * What narrows the queue, as in the search box.
     */
    q?: string | null;
  } | null;
  change: BulkChange;
}
export interface CreateField {
  /**
   * How programs and searches call it. It never changes.
   */
  key: string;
  /**
   * How people call it.
   */
  label: string;
  /**
   * What its values are.
   */
  kind: 'text' | 'number' | 'choice' | 'date';
  choices?: string[] | null;
  forClients?: boolean | null;
  required?: boolean | null;
}
export interface CreateMacro {
  /**
   * What agents call it, in one line.
   */
  name: string;
  body?: string | null;
  /**
   * Whether its text is a note that only agents read.
   */
  internal?: boolean | null;
  actions?: MacroActions | null;
  /**
   * Whether all agents have it, or its owner alone.
   */
  shared?: boolean | null;
}
export interface CreateTeam {
  /**
   * One line; no two teams share one.
   */
  name: string;
  /**
   * Who is in it: ids of people who work here.
   */
  members?: string[] | null;
  /**
   * Whether its tickets that nobody has are given out in turn: to who waits longest of those who are not away and have room (`capacity`).
   */
  rotating?: boolean | null;
  /**
   * New tickets of these categories go to the team. A category goes to one team at most.
   */
  categories?: ('technical' | 'billing' | 'account' | 'feature_request' | 'general')[] | null;
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
   * For whom an integration files: the client with this address, who is made if the desk does not know them. Only tokens made as an integration may send it. Anything but an object is ignored.
   */
  client?: {
    /**
     * Kept in lower case.
     */
    email: string;
    name?: string | null;
  };
  /**
   * Values of the desk’s own fields by their key: a text, a number, one of the choices, or a date as `YYYY-MM-DD`. Null or an empty text is no value. `GET /v2/fields` says which there are; an unknown key or a wrong value is `INVALID_FIELDS`, with its `path`.
   */
  fields?: {
    [k: string]: string | number | null;
  } | null;
}
/**
 * A link to a file, or a file that was uploaded before.
 */
export interface NewAttachment {
  /**
   * Without `/`, `\` and control characters.
   */
  filename: string;
  /**
   * Where the file is: absolute and `https:`, without blanks, user name and password; or the address that this desk gave the caller for an upload, whose name, size and type are then those of the file, whatever stands here.
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
   * Whether it files for any client. Admins only.
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
export interface CreateView {
  /**
   * What the rail calls it. One line.
   */
  name: string;
  query?: string | null;
  sort?: ('newest' | 'updated' | 'urgent') | null;
  shared?: boolean | null;
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
        | 'ticket.merged'
        | 'ticket.unmerged'
        | 'ticket.split'
        | 'ticket.linked'
        | 'ticket.unlinked'
        | 'ticket.woken'
        | 'ticket.rated'
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
    | 'ticket.merged'
    | 'ticket.unmerged'
    | 'ticket.split'
    | 'ticket.linked'
    | 'ticket.unlinked'
    | 'ticket.woken'
    | 'ticket.rated'
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
    | 'ticket.merged'
    | 'ticket.unmerged'
    | 'ticket.split'
    | 'ticket.linked'
    | 'ticket.unlinked'
    | 'ticket.woken'
    | 'ticket.rated'
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
 * Somebody who works here.
 */
export interface DeskAgent {
  /**
   * As `assignedTo` takes it.
   */
  id: string;
  /**
   * Names the person, in whichever capacity: gives their picture its colour.
   */
  userId: string;
  name: string;
}
export interface DeskAttachment {
  threadId: string;
  filename: string;
  /**
   * A path here for a file that Hilo holds, else the link.
   */
  url: string;
  size: number;
  type: string;
  /**
   * How a file that Hilo holds stands; null for a link.
   */
  held: {
    scan: 'none' | 'pending' | 'clean' | 'infected';
    thumbnail: 'none' | 'pending' | 'made' | 'failed';
    width: number | null;
    height: number | null;
  } | null;
}
/**
 * A ticket in the desk’s list.
 */
export interface DeskRow {
  /**
   * The id, for programs.
   */
  _id: string;
  /**
   * A short number, for people.
   */
  number: number;
  /**
   * The subject.
   */
  title: string;
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
   * Words to find it by.
   */
  tags: string[];
  /**
   * Who has it, or null.
   */
  assignee: DeskAgent | null;
  /**
   * The team that has it, or null.
   */
  team: DeskTeam | null;
  snoozedUntil: string | null;
  /**
   * When it was filed. RFC 3339 in UTC.
   */
  createdAt: string;
  /**
   * Whose it is.
   */
  client: {
    /**
     * Names the person, in whichever capacity: gives their picture its colour.
     */
    userId: string;
    name: string;
  };
  /**
   * The last message that the client can read.
   */
  lastMessage: {
    type: 'user' | 'agent';
    authorName: string | null;
    /**
     * Its first 200 characters.
     */
    text: string;
    /**
     * When it was written. RFC 3339 in UTC.
     */
    createdAt: string;
  } | null;
  /**
   * The number of the ticket where it goes on, if it was merged.
   */
  mergedInto: number | null;
  /**
   * The reader has typed something into it and not sent it.
   */
  hasDraft: boolean;
  /**
   * When it last changed. RFC 3339 in UTC.
   */
  updatedAt: string;
  /**
   * Where the words of the search stand; null without any.
   */
  match: {
    title:
      | {
          text: string;
          isMatch: boolean;
        }[]
      | null;
    message: {
      /**
       * The text in pieces; `isMatch` is what was searched for.
       */
      pieces: {
        text: string;
        isMatch: boolean;
      }[];
      authorName: string | null;
      isInternal: boolean;
    } | null;
  } | null;
}
/**
 * Agents who share tickets.
 */
export interface DeskTeam {
  /**
   * As `team` takes it.
   */
  id: string;
  name: string;
}
export interface DeskThread {
  /**
   * Names the message.
   */
  id: string;
  type: 'user' | 'agent' | 'system';
  authorId: string | null;
  authorName: string | null;
  /**
   * A note, which only agents read.
   */
  isInternal: boolean;
  /**
   * Markdown.
   */
  message: string;
  change: {
    kind: string;
  } | null;
  /**
   * When it was written. RFC 3339 in UTC.
   */
  createdAt: string;
  /**
   * The ticket merged into this one that it was written on, or null.
   */
  origin: {
    /**
     * The id, for programs.
     */
    _id: string;
    /**
     * A short number, for people.
     */
    number: number;
  } | null;
}
/**
 * A ticket with all that stands round it on the desk.
 */
export interface DeskTicket {
  /**
   * The id, for programs.
   */
  _id: string;
  /**
   * A short number, for people.
   */
  number: number;
  /**
   * The subject.
   */
  title: string;
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
   * Words to find it by.
   */
  tags: string[];
  /**
   * Who has it, or null.
   */
  assignee: DeskAgent | null;
  /**
   * The team that has it, or null.
   */
  team: DeskTeam | null;
  snoozedUntil: string | null;
  /**
   * When it was filed. RFC 3339 in UTC.
   */
  createdAt: string;
  /**
   * What `If-Match` of a change says.
   */
  etag: string;
  /**
   * How it was resolved, or null.
   */
  resolution: string | null;
  resolvedAt: string | null;
  /**
   * Whose it is.
   */
  client: {
    _id: string;
    /**
     * Names the person, in whichever capacity: gives their picture its colour.
     */
    userId: string;
    name: string;
    email: string;
    /**
     * Since when they are known. RFC 3339 in UTC.
     */
    createdAt: string;
    /**
     * How many notes there are about them.
     */
    notes: number;
  };
  /**
   * Values of the desk’s own fields by their key.
   */
  fields: {
    [k: string]: string | number;
  };
  /**
   * What was said and done, oldest first.
   */
  threads: DeskThread[];
  /**
   * Files and links to files, each with its message.
   */
  attachments: DeskAttachment[];
  /**
   * The last twenty changes of its properties, newest first; a program’s have no actor.
   */
  edits: {
    id: number;
    actorId: string | null;
    actorName: string | null;
    changes: {
      [k: string]: {
        from: unknown;
        to: unknown;
      };
    };
  }[];
  /**
   * Who can have it, by name.
   */
  agents: DeskAgent[];
  /**
   * The client’s five newest other tickets.
   */
  others: {
    /**
     * A short number, for people.
     */
    number: number;
    /**
     * The subject.
     */
    title: string;
    /**
     * `open` waits for a first answer, `pending` for the client, `in_progress` is worked on, `resolved` has its resolution, `closed` takes no more replies.
     */
    status: 'open' | 'pending' | 'in_progress' | 'resolved' | 'closed';
  }[];
  /**
   * How many others the client has; 1000 stands for that many or more.
   */
  otherCount: number;
  /**
   * What the client says of how it was answered, or null.
   */
  rating: Rating | null;
  /**
   * Where it goes on, if it was merged; else null.
   */
  mergedInto: {
    /**
     * The id, for programs.
     */
    _id: string;
    /**
     * A short number, for people.
     */
    number: number;
  } | null;
  /**
   * Those merged into it; `isForeign` where they are another client’s.
   */
  merged: {
    /**
     * The id, for programs.
     */
    _id: string;
    /**
     * A short number, for people.
     */
    number: number;
    /**
     * The subject.
     */
    title: string;
    clientName: string;
    isForeign: boolean;
  }[];
  /**
   * What it has to do with others, oldest first.
   */
  links: Link[];
  /**
   * Names of whom its changes mention, by `userId`.
   */
  names: {
    [k: string]: string;
  };
}
/**
 * What the client says of how their ticket was answered.
 */
export interface Rating {
  /**
   * Whether the ticket was answered well.
   */
  good: boolean;
  /**
   * In their own words, or null.
   */
  comment: string | null;
  /**
   * When it was first given. RFC 3339 in UTC.
   */
  createdAt: string;
  /**
   * When it was last changed. RFC 3339 in UTC.
   */
  updatedAt: string;
}
/**
 * What a ticket has to do with another.
 */
export interface Link {
  /**
   * The id, for programs.
   */
  _id: string;
  /**
   * `split`: the new ticket was opened with a message of the old one. Such links are made by splitting.
   */
  kind: 'blocks' | 'duplicates' | 'relates' | 'split';
  /**
   * `out`: this ticket does it to the other. `in`: the other does it to this one.
   */
  direction: 'out' | 'in';
  /**
   * The other ticket as it stands.
   */
  ticket: {
    /**
     * The id, for programs.
     */
    _id: string;
    /**
     * Its number.
     */
    number: number;
    /**
     * Its subject.
     */
    title: string;
    /**
     * `open` waits for a first answer, `pending` for the client, `in_progress` is worked on, `resolved` has its resolution, `closed` takes no more replies.
     */
    status: 'open' | 'pending' | 'in_progress' | 'resolved' | 'closed';
    /**
     * Whose it is, by name.
     */
    client: string;
  };
  /**
   * When they were linked. RFC 3339 in UTC.
   */
  createdAt: string;
}
/**
 * The query of `downloadAttachment`.
 */
export interface DownloadAttachmentQuery {
  /**
   * The small picture of an image, as WebP, in place of the file: `1`.
   */
  thumbnail?: '1';
  /**
   * Of a signed link: until when it lasts, in seconds since 1970.
   */
  expires?: string;
  /**
   * Of a signed link: what shows that it was made here.
   */
  signature?: string;
}
/**
 * What an agent has typed into a ticket and not sent.
 */
export interface Draft {
  /**
   * As typed.
   */
  message: string;
  /**
   * It is to be a note.
   */
  internal: boolean;
  attachments: Attachment[];
  /**
   * Of the last save; 0 where there is no draft.
   */
  revision: number;
  /**
   * When it was saved, or null where there is no draft. RFC 3339 in UTC.
   */
  updatedAt: string | null;
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
 * The query of `explainSearch`.
 */
export interface ExplainSearchQuery {
  /**
   * A text of the search language. As in `assigned:nu`.
   */
  q?: string;
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
  kind: 'status' | 'assignee' | 'team' | 'merge' | 'unmerge' | 'split';
  /**
   * A status, or an agent’s or team’s id, or null.
   */
  from?: string | null;
  /**
   * A status, or an agent’s or team’s id, or null.
   */
  to?: string | null;
  /**
   * Only of a team: what it was called.
   */
  name?: string;
  /**
   * Only of `merge`, `unmerge` and `split`: which of the two tickets this one is.
   */
  side?: 'source' | 'target';
  /**
   * Likewise: the number of the other.
   */
  number?: number;
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
   * Only on a message that was written on a ticket merged into this one: that ticket’s `_id`.
   */
  ticket?: string;
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
   * Only on a ticket that was merged: where its life goes on, if the reader may see that one.
   */
  mergedInto?: string;
  /**
   * Only on a whole ticket that others were merged into: those that the reader may see. Their messages stand among its own.
   *
   * Items: A merged ticket.
   */
  merged?: string[];
  /**
   * Values of the desk’s own fields by their key. Only where the ticket has some that the reader may see.
   */
  fields?: {
    [k: string]: string | number;
  };
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
 * A field of tickets that this desk made for itself.
 */
export interface Field {
  _id: string;
  /**
   * How programs and searches call it.
   */
  key: string;
  /**
   * How people call it.
   */
  label: string;
  /**
   * What its values are.
   */
  kind: 'text' | 'number' | 'choice' | 'date';
  /**
   * What can be chosen.
   */
  choices: string[];
  /**
   * Clients fill it in and see it.
   */
  forClients: boolean;
  /**
   * The form asks for it.
   */
  required: boolean;
  /**
   * Out of use; its values are kept.
   */
  archived: boolean;
}
/**
 * The query of `find`.
 */
export interface FindQuery {
  /**
   * Words of a title, of a client’s name or address; or a number, with or without `#`. Nothing finds nothing. As in `clave api`.
   */
  q?: string;
}
/**
 * Tickets and clients that a few words find at once.
 */
export interface Found {
  /**
   * At most 8: the one of that number first, then the newest.
   */
  tickets: {
    /**
     * The id, for programs.
     */
    _id: string;
    /**
     * A short number, for people.
     */
    number: number;
    /**
     * The subject.
     */
    title: string;
    /**
     * `open` waits for a first answer, `pending` for the client, `in_progress` is worked on, `resolved` has its resolution, `closed` takes no more replies.
     */
    status: 'open' | 'pending' | 'in_progress' | 'resolved' | 'closed';
    /**
     * Whose it is, by name.
     */
    client: string;
  }[];
  /**
   * At most 8: those whose name begins so first.
   */
  clients: {
    _id: string;
    /**
     * Names the person, in whichever capacity: gives their picture its colour.
     */
    userId: string;
    name: string;
    email: string;
  }[];
}
/**
 * A file that Hilo holds.
 */
export interface HeldFile {
  _id: string;
  filename: string;
  /**
   * For the `attachments` of a ticket or reply, and to read it.
   */
  url: string;
  /**
   * In bytes. As Hilo found it; while it comes, as it was announced.
   */
  size: number;
  /**
   * The media type, likewise.
   */
  type: string;
  /**
   * Only what is `ready` can be read.
   */
  state: 'receiving' | 'scanning' | 'ready' | 'infected';
  /**
   * How many bytes have come.
   */
  received: number;
  /**
   * The small picture of an image.
   */
  thumbnail: 'none' | 'pending' | 'made' | 'failed';
  /**
   * In pixels, once the thumbnail is made.
   */
  width: number | null;
  height: number | null;
  /**
   * A signed link; null unless the file is `ready`.
   */
  link: {
    /**
     * Whoever has it can read the file, without a token.
     */
    url: string;
    /**
     * A quarter of an hour from now.
     */
    expiresAt: string;
  } | null;
}
/**
 * Something that happened to a ticket.
 */
export interface HistoryEntry {
  /**
   * Names the event, the same to everybody and for good, and is the cursor that goes on after it.
   */
  _id: string;
  type:
    | 'ticket.created'
    | 'ticket.replied'
    | 'ticket.noted'
    | 'ticket.changed'
    | 'ticket.resolved'
    | 'ticket.closed'
    | 'ticket.reopened'
    | 'ticket.merged'
    | 'ticket.unmerged'
    | 'ticket.split'
    | 'ticket.linked'
    | 'ticket.unlinked'
    | 'ticket.woken'
    | 'ticket.rated';
  /**
   * When it happened. RFC 3339 in UTC.
   */
  timestamp: string;
  /**
   * Where it happened: the ticket, or one merged into it.
   */
  ticket: {
    /**
     * The ticket.
     */
    _id: string;
    number: number;
  };
  /**
   * Who did it: `client_…`, `agent_…`, or `system`.
   */
  actor: string;
  /**
   * Who that is; null for the system.
   */
  actorName: string | null;
  /**
   * Only where clients may not know of it.
   */
  internal?: true;
  /**
   * What each changed property was and became. One of the desk’s own fields stands as `fields.<key>`. Absent where the event is a ticket or a message.
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
    team?: {
      from: string | null;
      to: string | null;
    };
    snoozedUntil?: {
      from: string | null;
      to: string | null;
    };
    [k: string]:
      | {
          from: string | number | null;
          to: string | number | null;
        }
      | {
          from: string;
          to: string;
        }
      | {
          from: 'open' | 'pending' | 'in_progress' | 'resolved' | 'closed';
          to: 'open' | 'pending' | 'in_progress' | 'resolved' | 'closed';
        }
      | {
          from: 'low' | 'medium' | 'high' | 'urgent';
          to: 'low' | 'medium' | 'high' | 'urgent';
        }
      | {
          from: 'technical' | 'billing' | 'account' | 'feature_request' | 'general';
          to: 'technical' | 'billing' | 'account' | 'feature_request' | 'general';
        }
      | {
          from: string[];
          to: string[];
        }
      | {
          from: string | null;
          to: string | null;
        }
      | undefined;
  };
  /**
   * The message, where that is what happened.
   */
  message?: {
    _id: string;
    /**
     * Its first 200 characters.
     */
    text: string;
  };
  /**
   * The other ticket of a merge, a split or a link.
   */
  other?: {
    /**
     * The ticket.
     */
    _id: string;
    number: number;
  };
  /**
   * With `other`: whether this one was merged, split or linked to the other, or the other to this one.
   */
  side?: 'source' | 'target';
  /**
   * What kind of link.
   */
  link?: 'blocks' | 'duplicates' | 'relates' | 'split';
  /**
   * What the client said of how the ticket was answered. Only with `ticket.rated`.
   */
  rating?: {
    good: boolean;
  };
  /**
   * The macro that did it.
   */
  macro?: {
    _id: string;
    name: string;
  };
  /**
   * The rule that did it.
   */
  rule?: {
    _id: string;
    name: string;
  };
  /**
   * The change to many at once that it was part of; `undo` where that was taken back.
   */
  bulk?: {
    _id: string;
    undo?: true;
  };
  /**
   * Names of the agents and teams in `changes`, by their ids.
   */
  names: {
    [k: string]: string;
  };
}
/**
 * A file that Hilo holds, as it may stand in `attachments`.
 */
export interface KeptFile {
  filename: string;
  /**
   * For the `attachments` of a ticket or reply, and to read it.
   */
  url: string;
  /**
   * In bytes. As Hilo found it; while it comes, as it was announced.
   */
  size: number;
  /**
   * The media type, likewise.
   */
  type: string;
}
export interface LinkTicket {
  /**
   * What this ticket does to the other: it blocks it, is a duplicate of it, or has to do with it.
   */
  kind: 'blocks' | 'duplicates' | 'relates';
  /**
   * The other ticket: its `_id` or its number.
   */
  ticket: string | number;
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
 * The query of `listDeskTickets`.
 */
export interface ListDeskTicketsQuery {
  /**
   * A queue that every desk has, or a saved view’s `_id`. As in `unassigned`.
   */
  queue?: 'mine' | 'unassigned' | 'open' | 'pending' | 'urgent' | 'snoozed' | 'resolved' | 'all';
  /**
   * What narrows the queue, as it would stand in the search box. As in `errores 401`.
   */
  q?: string;
  /**
   * Newest first, last changed first, or most urgent first and then newest. As in `newest`.
   */
  sort?: 'newest' | 'updated' | 'urgent';
  /**
   * The list begins after this `page.next`. Absent: at its start.
   */
  cursor?: string;
  /**
   * The list ends with the row of this `page.next`: for reading a known stretch again.
   */
  until?: string;
  /**
   * How many to a page. As in `50`.
   */
  limit?: number;
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
    | 'ticket.merged'
    | 'ticket.unmerged'
    | 'ticket.split'
    | 'ticket.linked'
    | 'ticket.unlinked'
    | 'ticket.woken'
    | 'ticket.rated'
  )[];
}
/**
 * The query of `listHistory`.
 */
export interface ListHistoryQuery {
  /**
   * How many to a page. As in `25`.
   */
  limit?: number;
  /**
   * The `page.next` of the page before. Absent: the first page.
   */
  cursor?: string;
  /**
   * Only these: `messages`, `properties` (how it stands), `people` (who has it), `merges` (and splits and links). As in `people`.
   */
  types?: ('messages' | 'properties' | 'people' | 'merges')[];
  /**
   * Only what somebody did: `client_…`, `agent_…`, `me`, or `system`. As in `me`.
   */
  actor?: string;
}
/**
 * The query of `listNotifications`.
 */
export interface ListNotificationsQuery {
  /**
   * How many to a page. As in `25`.
   */
  limit?: number;
  /**
   * The `page.next` of the page before. Absent: the first page.
   */
  cursor?: string;
  /**
   * `true` for those that were not read yet. As in `true`.
   */
  unread?: 'true' | 'false';
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
   * What to find, in the language of search: words, "exact phrases", `-without`, `status:open`, `created:<7d`, …. As in `errores 401`.
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
 * The query of `listUsers`.
 */
export interface ListUsersQuery {
  /**
   * How many to a page. As in `25`.
   */
  limit?: number;
  /**
   * The `page.next` of the page before. Absent: the first page.
   */
  cursor?: string;
  /**
   * Words that must all be in the name or the address; accents and case do not matter. As in `laura example.com`.
   */
  q?: string;
  /**
   * Only those of this role. As in `agent`.
   */
  role?: 'client' | 'agent' | 'admin';
}
/**
 * Text and actions that agents use again and again.
 */
export interface Macro {
  _id: string;
  /**
   * What agents call it.
   */
  name: string;
  /**
   * Markdown with variables.
   */
  body: string;
  /**
   * Whether its text is a note.
   */
  internal: boolean;
  /**
   * What it does to the ticket; what is absent stays as it is.
   */
  actions: {
    status?: 'open' | 'pending' | 'in_progress' | 'resolved' | 'closed';
    resolution?: string;
    priority?: 'low' | 'medium' | 'high' | 'urgent';
    category?: 'technical' | 'billing' | 'account' | 'feature_request' | 'general';
    addTags?: string[];
    removeTags?: string[];
    assignedTo?: string;
    team?: string;
  };
  /**
   * Whether all agents have it.
   */
  shared: boolean;
  /**
   * Whose it is.
   */
  owner: {
    _id: string;
    name: string;
  };
  /**
   * How often it was used.
   */
  uses: number;
  /**
   * When it was last used, or null. RFC 3339 in UTC.
   */
  lastUsedAt: string | null;
  /**
   * When it was made. RFC 3339 in UTC.
   */
  createdAt: string;
  /**
   * When it was last changed. RFC 3339 in UTC.
   */
  updatedAt: string;
}
export interface MergeTicket {
  /**
   * The other ticket: its `_id` or its number.
   */
  into: string | number;
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
   * Whether it files for any client.
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
/**
 * Something that somebody of the desk is told.
 */
export interface Notification {
  _id: string;
  /**
   * `mentioned` in a note; `assigned` to me, or `team_assigned` to my team, by somebody else; `reply_held`: a reply of mine was not sent, for somebody wrote first; and of tickets that are mine `client_replied`, `reopened`, `woken` (a snooze is over) and `rated`.
   */
  kind: 'mentioned' | 'assigned' | 'reply_held' | 'reopened' | 'client_replied' | 'woken' | 'rated' | 'team_assigned';
  /**
   * The ticket that it is about.
   */
  ticket: {
    _id: string;
    number: number;
    title: string;
  };
  /**
   * Who did it, or null: Hilo itself.
   */
  actor: {
    _id: string;
    name: string;
  } | null;
  /**
   * How the message begins that it points to, or null.
   */
  text: string | null;
  /**
   * When it happened. RFC 3339 in UTC.
   */
  createdAt: string;
  /**
   * When it was read, or null. RFC 3339 in UTC.
   */
  readAt: string | null;
}
/**
 * Which kinds one is told of. All, until somebody turns one off.
 */
export interface NotificationSettings {
  mentioned: boolean;
  assigned: boolean;
  reply_held: boolean;
  reopened: boolean;
  client_replied: boolean;
  woken: boolean;
  rated: boolean;
  team_assigned: boolean;
}
export interface OrderViews {
  /**
   * Ids, first to last. Views that are not named come after them.
   */
  views: string[];
}
/**
 * A reply that goes out in a moment and can be taken back until then.
 */
export interface Outgoing {
  _id: string;
  /**
   * The ticket’s `_id`.
   */
  ticket: string;
  /**
   * The ticket’s number for people.
   */
  number: number;
  /**
   * Markdown.
   */
  message: string;
  /**
   * A note that only agents read.
   */
  internal: boolean;
  attachments: Attachment[];
  /**
   * What becomes of the ticket with it, or null.
   */
  after: {
    status: 'open' | 'pending' | 'in_progress' | 'resolved' | 'closed';
    resolution?: string;
  } | null;
  /**
   * `waiting` for its time; `sent`; `held`, because somebody wrote meanwhile; `failed`, because it may not be sent.
   */
  state: 'waiting' | 'sent' | 'held' | 'failed';
  /**
   * The code of why it was held (`ANSWERED_MEANWHILE`) or failed (`TICKET_CLOSED`, …), or null.
   */
  problem: string | null;
  /**
   * Of one that is held: the newest message that its author had not seen. Else null.
   */
  newer: {
    _id: string;
    /**
     * Who wrote it.
     */
    name: string;
    /**
     * `user` is the client; `system` tells of a change.
     */
    type: 'user' | 'agent' | 'system';
  } | null;
  /**
   * When it is sent. RFC 3339 in UTC.
   */
  sendAt: string;
  /**
   * When it was put here. RFC 3339 in UTC.
   */
  createdAt: string;
  /**
   * When it was sent, or null. RFC 3339 in UTC.
   */
  sentAt: string | null;
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
/**
 * Who has a ticket open.
 */
export interface Presence {
  /**
   * The ticket’s `_id`.
   */
  ticket: string;
  /**
   * The ticket’s number for people.
   */
  number: number;
  /**
   * By name.
   */
  people: PresentPerson[];
}
/**
 * Somebody who has the ticket open, once however many pages they have.
 */
export interface PresentPerson {
  /**
   * Who it is.
   */
  agent: string;
  /**
   * Names the person, in whichever capacity: gives their picture its colour.
   */
  userId: string;
  /**
   * Their name.
   */
  name: string;
  /**
   * `viewing`, `noting` while they write a note, `replying` while they write a reply.
   */
  activity: 'viewing' | 'noting' | 'replying';
}
export interface PutIntoOutbox {
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
  /**
   * What becomes of the ticket with the reply: both happen, or neither.
   */
  after?: {
    /**
     * As when a ticket is changed; `resolved` needs a `resolution`.
     */
    status: 'open' | 'pending' | 'in_progress' | 'resolved' | 'closed';
    /**
     * How it was resolved.
     */
    resolution?: string | null;
  } | null;
  /**
   * Seconds until it is sent; 0 sends it at once.
   */
  delay?: number | null;
  /**
   * The last message that the author has seen. A newer one of somebody else for the client keeps the reply from being sent. Absent: the last one there is now.
   */
  seen?: string | null;
  /**
   * The `revision` of the draft that this was: that draft, and what was typed before it, is done with.
   */
  draft?: number | null;
}
/**
 * A queue or saved view with its count.
 */
export interface Queue {
  /**
   * A queue that every desk has, or a view’s `_id`.
   */
  id: string;
  /**
   * The search that it is.
   */
  query: string;
  /**
   * How many tickets it finds; 1000 stands for that many or more, null for a search too dear to count.
   */
  count: number | null;
  /**
   * Newest first, last changed first, or most urgent first.
   */
  sort: 'newest' | 'updated' | 'urgent';
  /**
   * The view, where it is one.
   */
  view: View | null;
}
/**
 * A search under a name.
 */
export interface View {
  /**
   * The id.
   */
  _id: string;
  /**
   * What the rail calls it.
   */
  name: string;
  /**
   * A text of the search language.
   */
  query: string;
  /**
   * Newest first, last changed first, or most urgent first.
   */
  sort: 'newest' | 'updated' | 'urgent';
  /**
   * Every agent sees it; only its owner and admins change it.
   */
  shared: boolean;
  /**
   * Who made it.
   */
  owner: {
    _id: string;
    name: string;
  };
  /**
   * Whether the reader may change and delete it.
   */
  canChange: boolean;
}
export interface Rate {
  /**
   * Whether the ticket was answered well.
   */
  good: boolean;
  /**
   * In their own words.
   */
  comment?: (string | null) & (((string | null) & string) | ((string | null) & null));
}
export interface ReadNotifications {
  /**
   * These; unknown ones are passed over.
   */
  ids?: string[] | null;
  /**
   * Those of this ticket.
   */
  ticket?: string | null;
  /**
   * All of them.
   */
  all?: boolean | null;
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
export interface SaveDraft {
  /**
   * As typed, untrimmed.
   */
  message: string;
  /**
   * A note that only agents read. Clients may not write one.
   */
  internal?: boolean | null;
  /**
   * Links to files.
   */
  attachments?: NewAttachment[] | null;
  /**
   * Grows with each save; the clock in milliseconds will do. What has the highest stays.
   */
  revision: number;
}
export interface SearchReport {
  /**
   * What is not understood, and whom nobody is called.
   */
  problems: {
    code:
      | 'UNKNOWN_OPERATOR'
      | 'UNKNOWN_VALUE'
      | 'NO_VALUE'
      | 'UNKNOWN_FIELD'
      | 'UNKNOWN_AGENT'
      | 'UNKNOWN_TEAM'
      | 'UNKNOWN_CLIENT'
      | 'TOO_MANY';
    text: string;
    /**
     * Counted in UTF-16 units, from 0.
     */
    start: number;
    /**
     * Counted in UTF-16 units, from 0.
     */
    end: number;
    index: number;
  }[];
  /**
   * Words that stand nowhere, and those that are looked for as well.
   */
  near: {
    text: string;
    /**
     * Counted in UTF-16 units, from 0.
     */
    start: number;
    /**
     * Counted in UTF-16 units, from 0.
     */
    end: number;
    near: string[];
  }[];
  /**
   * What marks a match, folded: whole words, beginnings, and stems.
   */
  needles: {
    words: string[];
    starts: string[];
    stems: string[];
  };
}
export interface SendNow {
  /**
   * The last message that the author has seen: a newer one holds the reply again. Absent: send it anyway.
   */
  seen?: string | null;
}
export interface SetPresence {
  /**
   * Names the page, which made it up: each page of an agent is in one ticket at a time.
   */
  tab: string;
  /**
   * `viewing`, `noting` while they write a note, `replying` while they write a reply. `gone` when they leave.
   */
  activity: 'viewing' | 'noting' | 'replying' | 'gone';
}
export interface SplitTicket {
  /**
   * The message: no note.
   */
  thread: string;
  /**
   * The subject, trimmed.
   */
  title: string;
  /**
   * How urgent it is; as the old one when absent.
   */
  priority?: ('low' | 'medium' | 'high' | 'urgent') | null;
  /**
   * What it is about; as the old one when absent.
   */
  category?: ('technical' | 'billing' | 'account' | 'feature_request' | 'general') | null;
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
    | 'ticket.merged'
    | 'ticket.unmerged'
    | 'ticket.split'
    | 'ticket.linked'
    | 'ticket.unlinked'
    | 'ticket.woken'
    | 'ticket.rated'
  )[];
  /**
   * For agents: also tells who has which ticket open, as `presence` without an `id`: `{whole, tickets}`, everything at first (`whole`), then what changes. As in `true`.
   */
  presence?: 'true' | 'false';
}
/**
 * The query of `suggestSearch`.
 */
export interface SuggestSearchQuery {
  /**
   * A text of the search language. As in `assigned:nu`.
   */
  q?: string;
}
export interface Suggestion {
  /**
   * The word.
   */
  text: string;
  /**
   * What it is called.
   */
  label?: string;
  /**
   * What tells it from others.
   */
  hint?: string;
}
/**
 * Agents who share tickets.
 */
export interface Team {
  _id: string;
  name: string;
  /**
   * Who is in it: ids of people who work here.
   */
  members: string[];
  /**
   * Whether its tickets that nobody has are given out in turn: to who waits longest of those who are not away and have room (`capacity`).
   */
  rotating: boolean;
  /**
   * New tickets of these categories go to the team. A category goes to one team at most.
   */
  categories: ('technical' | 'billing' | 'account' | 'feature_request' | 'general')[];
  /**
   * When it was made. RFC 3339 in UTC.
   */
  createdAt: string;
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
  /**
   * Only on a message that was written on a ticket merged into this one: that ticket’s `_id`.
   */
  ticket?: string;
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
  /**
   * Only on a ticket that was merged: where its life goes on, if the reader may see that one.
   */
  mergedInto?: string;
  /**
   * Only on a whole ticket that others were merged into: those that the reader may see. Their messages stand among its own.
   *
   * Items: A merged ticket.
   */
  merged?: string[];
  /**
   * Values of the desk’s own fields by their key. Only where the ticket has some that the reader may see.
   */
  fields?: {
    [k: string]: string | number;
  };
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
    | 'ticket.reopened'
    | 'ticket.merged'
    | 'ticket.unmerged'
    | 'ticket.split'
    | 'ticket.linked'
    | 'ticket.unlinked'
    | 'ticket.woken'
    | 'ticket.rated';
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
   * What each changed property was and became. One of the desk’s own fields stands as `fields.<key>`. Absent where the event is a ticket or a message.
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
    team?: {
      from: string | null;
      to: string | null;
    };
    snoozedUntil?: {
      from: string | null;
      to: string | null;
    };
    [k: string]:
      | {
          from: string | number | null;
          to: string | number | null;
        }
      | {
          from: string;
          to: string;
        }
      | {
          from: 'open' | 'pending' | 'in_progress' | 'resolved' | 'closed';
          to: 'open' | 'pending' | 'in_progress' | 'resolved' | 'closed';
        }
      | {
          from: 'low' | 'medium' | 'high' | 'urgent';
          to: 'low' | 'medium' | 'high' | 'urgent';
        }
      | {
          from: 'technical' | 'billing' | 'account' | 'feature_request' | 'general';
          to: 'technical' | 'billing' | 'account' | 'feature_request' | 'general';
        }
      | {
          from: string[];
          to: string[];
        }
      | {
          from: string | null;
          to: string | null;
        }
      | undefined;
  };
  /**
   * What the client said of how the ticket was answered. Only with `ticket.rated`.
   */
  rating?: {
    good: boolean;
  };
  /**
   * The other ticket of a merge, a split or a link: its `_id`.
   */
  other?: string;
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
   * Whether it files for any client.
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
export interface UnreadNotifications {
  /**
   * How many are unread; exact up to 100.
   */
  count: number;
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
   * Whether they take no new tickets in turn for now.
   */
  away: boolean;
  /**
   * How many active tickets they are given in turn at most; null for no limit.
   */
  capacity: number | null;
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
    | 'ticket.merged'
    | 'ticket.unmerged'
    | 'ticket.split'
    | 'ticket.linked'
    | 'ticket.unlinked'
    | 'ticket.woken'
    | 'ticket.rated'
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
    | 'ticket.merged'
    | 'ticket.unmerged'
    | 'ticket.split'
    | 'ticket.linked'
    | 'ticket.unlinked'
    | 'ticket.woken'
    | 'ticket.rated'
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
export interface WriteClientNote {
  /**
   * Markdown, trimmed.
   */
  text: string;
}
