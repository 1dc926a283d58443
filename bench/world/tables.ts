/** The tables that a world fills, with the columns in the order in which the rows are written. */
export const tables = {
  users: 'id, role, email, name, created_at, updated_at',
  teams: 'id, name, created_at',
  team_members: 'team_id, user_id',
  saved_views: 'id, owner_id, is_shared, name, query, sort, created_at, updated_at',
  tickets:
    'id, number, title, description, status, priority, category, client_id, assigned_to_id, tags, resolution, version, ' +
    'note_version, created_at, updated_at, staff_updated_at, resolved_at, team_id, snoozed_until',
  threads: 'id, ticket_id, author_id, type, is_internal, message, change, created_at',
  attachments: 'id, ticket_id, thread_id, position, filename, url, size, type, created_at',
  ticket_search: 'ticket_id, client_vector, staff_vector, indexed_bytes, client_bytes',
  search_words: 'word, seen',
  events: 'id, name, actor_id, subject_type, subject_id, client_id, is_internal, data, position, created_at',
  notifications: 'id, user_id, kind, ticket_id, actor_id, event_id, thread_id, created_at, read_at',
} as const;

export type Table = keyof typeof tables;

/** What a world is made of, so that the same makes the same. */
export interface WorldPlan {
  tickets: number;
  seed: number;
  /** When it ends, in milliseconds: nothing happened later. */
  until: number;
}

/** What the database has to say before a world can be written. */
export interface Ground {
  /** The first ticket's number, the event after which its own are numbered, and the place of those in the feed. */
  firstNumber: number;
  lastEvent: number;
  position: number;
  /** What Postgres makes of each word of the vocabulary. */
  forms: string[][];
}

/** Some rows of each table, as COPY takes them. */
export type Chunk = Partial<Record<Table, Uint8Array<ArrayBuffer>>>;
