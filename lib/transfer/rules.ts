import { type ImportLine, importLineSchema } from './schema';

/** Why something cannot be imported. `field` is as the line names it. */
export interface Problem {
  field: string;
  code: string;
}

/** Somebody whom a line mentions. Without an address they are known by their name alone. */
export interface ImportPerson {
  email: string | null;
  name: string | null;
  isStaff: boolean;
}

export interface ImportThread {
  type: 'user' | 'agent' | 'system';
  /** Null when a program wrote it. */
  author: ImportPerson | null;
  isInternal: boolean;
  message: string;
  createdAt: Date;
  change:
    | { kind: 'status'; from: string; to: string; resolution?: string }
    | { kind: 'assignee'; from: ImportPerson | null; to: ImportPerson | null }
    | { kind: 'team'; from: string | null; to: string | null; name: string }
    | { kind: 'merge' | 'unmerge' | 'split'; side: 'source' | 'target'; number: number }
    | null;
  attachments: NonNullable<ImportLine['attachments']>;
}

/** A ticket ready to be written. Its first message is the opening one. */
export interface ImportTicket
  extends Pick<ImportLine, 'title' | 'description' | 'status' | 'priority' | 'category' | 'createdAt'> {
  externalId: string;
  client: ImportPerson;
  assignedTo: ImportPerson | null;
  threads: ImportThread[];
  tags: string[];
  resolution: string | null;
  updatedAt: Date;
  publicUpdatedAt: Date;
  resolvedAt: Date | null;
}

/** A line understood, with codes of what of it could not be kept, or its problems. */
export type Understood = { ticket: ImportTicket; notes: string[] } | { problems: Problem[]; externalId?: string };

class LineError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

const latest = (...times: Date[]) => new Date(Math.max(...times.map((time) => time.getTime())));

function peopleOf(line: ImportLine): (id: string, field: string) => ImportPerson {
  const known = new Map(
    line.people.map((person) => [
      person._id,
      {
        email: person.email ?? null,
        name: person.name ?? null,
        isStaff: person.staff ?? person._id.startsWith('agent'),
      },
    ]),
  );
  return (id, field) => {
    const person = known.get(id);
    if (!person) throw new LineError({ field, code: 'PERSON_UNKNOWN' });
    return person;
  };
}

/** The ticket's files that no message has for itself came with the first one. */
function openingFiles(line: ImportLine): ImportThread['attachments'] {
  const all = line.attachments ?? [];
  const others = (line.threads ?? []).slice(1).reduce((sum, thread) => sum + (thread.attachments?.length ?? 0), 0);
  const own = line.threads?.[0]?.attachments ?? [];
  const files = own.length > 0 ? own : all.slice(0, Math.max(0, all.length - others));
  if (files.length > 10) throw new LineError({ field: 'attachments', code: 'INVALID_ATTACHMENTS' });
  return files;
}

function threadsOf(line: ImportLine, personOf: ReturnType<typeof peopleOf>, client: ImportPerson): ImportThread[] {
  const opening = openingFiles(line);
  const plain = { isInternal: false, change: null, createdAt: line.createdAt };
  if (!line.threads?.length)
    return [{ ...plain, type: 'user', author: client, message: line.description, attachments: opening }];
  return line.threads.map((thread, index) => {
    const field = `threads.${index}`;
    const { type, change = null } = thread;
    if ((type === 'system') !== Boolean(change) || (thread.internal && type === 'user'))
      throw new LineError({ field, code: 'INVALID_THREADS' });
    const orNull = (id: string | null) => (id === null ? null : personOf(id, `${field}.change`));
    const author = type === 'system' ? thread.by : thread.author;
    return {
      type,
      author: author == null ? null : personOf(author, `${field}.author`),
      isInternal: thread.internal ?? false,
      message: thread.message,
      createdAt: thread.timestamp,
      change:
        change?.kind === 'assignee'
          ? { ...change, from: orNull(change.from), to: orNull(change.to) }
          : (change ?? null),
      attachments: index === 0 ? opening : (thread.attachments ?? []),
    };
  });
}

function timesOf(line: ImportLine, threads: ImportThread[]) {
  const last = latest(line.createdAt, ...threads.map((thread) => thread.createdAt));
  const lastPublic = latest(
    line.createdAt,
    ...threads.filter((thread) => !thread.isInternal).map((thread) => thread.createdAt),
  );
  const hasNotes = threads.some((thread) => thread.isInternal);
  const updatedAt = line.updatedAt ?? last;
  const isOver = line.status === 'resolved' || line.status === 'closed';
  return {
    createdAt: line.createdAt,
    updatedAt,
    // That there are notes must not show in what the client sees.
    publicUpdatedAt: line.publicUpdatedAt ?? (hasNotes ? lastPublic : updatedAt),
    resolvedAt: isOver ? (line.resolvedAt ?? (line.status === 'resolved' ? updatedAt : null)) : null,
  };
}

/** Understands one line of the form that an export has, and checks all that the database would. */
export function readLine(value: unknown, notes: string[] = []): Understood {
  const externalId =
    typeof value === 'object' && value !== null && '_id' in value && typeof value._id === 'string'
      ? value._id
      : undefined;
  const parsed = importLineSchema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), code: message }));
    return { problems, externalId };
  }
  const line = parsed.data;
  try {
    const personOf = peopleOf(line);
    const client = personOf(line.client, 'client');
    const threads = threadsOf(line, personOf, client);
    const { _id, title, description, status, priority, category } = line;
    const ticket: ImportTicket = {
      externalId: _id,
      ...{ title, description, status, priority, category, client, threads },
      assignedTo: line.assignedTo == null ? null : personOf(line.assignedTo, 'assignedTo'),
      tags: line.tags ?? [],
      resolution: line.resolution ?? null,
      ...timesOf(line, threads),
    };
    return { ticket, notes };
  } catch (error) {
    if (error instanceof LineError) return { problems: [error.problem], externalId };
    throw error;
  }
}
