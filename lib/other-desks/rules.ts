// Longer than most: the tables of two help desks' words stand beside what reads them.
import { type Problem, readLine, type Understood } from '@/lib/transfer/rules';
import type { ImportLine, ImportLineInput } from '@/lib/transfer/schema';

/** The other help desks whose CSV is understood. */
export type OtherDesk = 'zendesk' | 'freshdesk';

type Column =
  | 'id'
  | 'subject'
  | 'description'
  | 'status'
  | 'priority'
  | 'type'
  | 'tags'
  | 'clientName'
  | 'clientEmail'
  | 'agent'
  | 'createdAt'
  | 'updatedAt'
  | 'resolvedAt'
  | 'closedAt';

interface Desk {
  /** How each column is called: English first, as exports have it, and what translated ones are known to say. */
  columns: Record<Column, string[]>;
  statuses: Record<string, ImportLine['status']>;
  priorities: Record<string, ImportLine['priority']>;
  /** What a ticket is about. Types of one's own are general. */
  categories: Record<string, ImportLine['category']>;
  tagSeparator: RegExp;
}

const words = {
  priorities: { low: 'low', medium: 'medium', normal: 'medium', high: 'high', urgent: 'urgent' },
  prioridades: {
    baja: 'low',
    bajo: 'low',
    media: 'medium',
    medio: 'medium',
    alta: 'high',
    alto: 'high',
    urgente: 'urgent',
  },
  categories: { incident: 'technical', incidente: 'technical', problem: 'technical', problema: 'technical' },
} as const;

const desks: Record<OtherDesk, Desk> = {
  zendesk: {
    columns: {
      id: ['id', 'ticket id', 'id de ticket', 'id del ticket'],
      subject: ['subject', 'ticket subject', 'asunto'],
      description: ['description', 'descripcion'],
      status: ['status', 'ticket status', 'estado'],
      priority: ['priority', 'prioridad'],
      type: ['ticket type', 'type', 'tipo de ticket', 'tipo'],
      tags: ['tags', 'ticket tags', 'etiquetas'],
      clientName: ['requester', 'requester name', 'solicitante', 'nombre del solicitante'],
      clientEmail: ['requester email', 'correo electronico del solicitante', 'email del solicitante'],
      agent: ['assignee', 'assignee name', 'agente asignado'],
      createdAt: ['created at', 'created', 'requested', 'creado', 'solicitado', 'fecha de creacion'],
      updatedAt: ['updated at', 'updated', 'actualizado', 'fecha de actualizacion'],
      resolvedAt: ['solved at', 'solved', 'resuelto', 'fecha de resolucion'],
      closedAt: [],
    },
    // "Open" is what somebody works on; "New" waits for a first look.
    statuses: {
      ...{ new: 'open', open: 'in_progress', pending: 'pending', hold: 'pending', 'on-hold': 'pending' },
      ...{ 'on hold': 'pending', solved: 'resolved', closed: 'closed', nuevo: 'open', abierto: 'in_progress' },
      ...{ pendiente: 'pending', 'en espera': 'pending', resuelto: 'resolved', cerrado: 'closed' },
    },
    priorities: { ...words.priorities, ...words.prioridades },
    categories: words.categories,
    tagSeparator: /[\s,]+/,
  },
  freshdesk: {
    columns: {
      id: ['ticket id', 'id del ticket', 'id de ticket'],
      subject: ['subject', 'asunto'],
      description: ['description', 'descripcion'],
      status: ['status', 'estado'],
      priority: ['priority', 'prioridad'],
      type: ['type', 'tipo'],
      tags: ['tags', 'etiquetas'],
      clientName: ['full name', 'requester name', 'contact name', 'nombre completo'],
      clientEmail: ['email', 'requester email', 'contact email', 'correo electronico'],
      agent: ['agent', 'agente'],
      createdAt: ['created time', 'hora de creacion'],
      updatedAt: ['last update time', 'last updated time', 'hora de la ultima actualizacion'],
      resolvedAt: ['resolved time', 'hora de resolucion'],
      closedAt: ['closed time', 'hora de cierre'],
    },
    statuses: {
      ...{ open: 'open', pending: 'pending', resolved: 'resolved', closed: 'closed', '2': 'open', '3': 'pending' },
      ...{ '4': 'resolved', '5': 'closed', 'waiting on customer': 'pending', 'waiting on third party': 'pending' },
      ...{ abierto: 'open', pendiente: 'pending', resuelto: 'resolved', cerrado: 'closed' },
      ...{ 'a la espera del cliente': 'pending', 'a la espera de un tercero': 'pending' },
    },
    priorities: { ...words.priorities, ...words.prioridades, '1': 'low', '2': 'medium', '3': 'high', '4': 'urgent' },
    categories: { ...words.categories, 'feature request': 'feature_request', refund: 'billing' },
    tagSeparator: /,/,
  },
};

/** A word as tables hold it: lower case, accents off, one blank. */
function plain(text: string): string {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return bare.replace(/[\s_]+/g, ' ').trim();
}

/** Where each column stands in a file. */
export type Columns = Partial<Record<Column, number>>;

/** Finds the columns of a header in any order and case. A name that stands twice counts where it stands first. */
export function columnsOf(format: OtherDesk, header: string[]): Columns {
  const names = header.map(plain);
  const found = Object.entries(desks[format].columns).map(([column, known]) => {
    const name = known.find((each) => names.includes(each));
    return [column, name === undefined ? undefined : names.indexOf(name)];
  });
  return Object.fromEntries(found.filter(([, index]) => index !== undefined));
}

/** Which help desk wrote a header, or null. */
export function formatOf(header: string[]): OtherDesk | null {
  const [zendesk, freshdesk] = [columnsOf('zendesk', header), columnsOf('freshdesk', header)];
  if (freshdesk.id !== undefined && freshdesk.createdAt !== undefined && freshdesk.status !== undefined)
    return 'freshdesk';
  const isZendesk = zendesk.id !== undefined && zendesk.clientName !== undefined && zendesk.createdAt !== undefined;
  return isZendesk && zendesk.status !== undefined ? 'zendesk' : null;
}

/** The columns without which no line of the format can be understood. */
export function lacksOf(columns: Columns): Column[] {
  return (['id', 'status', 'createdAt'] as const).filter((column) => columns[column] === undefined);
}

export interface CsvOptions {
  /** Where the clocks of the file stood, as `America/Bogota`; UTC for times that do not say. */
  timeZone?: string;
  /** What 03/04/2026 means. Without it, only days that can be read one way are taken. */
  dates?: 'dmy' | 'mdy';
  /** Statuses of one's own, in lower case, and what they are here. */
  statuses?: Record<string, ImportLine['status']>;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** How far ahead of UTC the clocks of a zone stand at a moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  let clock = clocks.get(timeZone);
  if (!clock) {
    const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' } as const;
    clock = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, hourCycle: 'h23', calendar: 'iso8601', numberingSystem: 'latn' },
      ...{ ...numeric, minute: 'numeric', second: 'numeric' },
    });
    clocks.set(timeZone, clock);
  }
  const parts = Object.fromEntries(clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000;
}

const yearFirst = /^(\d{4})-(\d\d?)-(\d\d?)(?:[T ]+(\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/i;
const yearLast = /^(\d\d?)[/.-](\d\d?)[/.-](\d{4})(?:,?\s+(\d\d?):(\d\d)(?::(\d\d))?\s*([ap])?\.?\s?m?\.?)?$/i;

function dayAndMonth(one: number, two: number, dates: CsvOptions['dates']): [number, number] | null {
  const order = dates ?? (one > 12 ? 'dmy' : two > 12 ? 'mdy' : null);
  if (!order) return one === two ? [one, two] : null;
  return order === 'dmy' ? [one, two] : [two, one];
}

function hourOf(hour: string | undefined, half: string | undefined): number {
  const number = Number(hour ?? 0);
  if (!half) return number;
  return (number % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** A time as a help desk writes it, in RFC 3339, or null when it is none or may mean two days. */
export function readTime(text: string, { timeZone = 'UTC', dates }: CsvOptions = {}): string | null {
  const iso = yearFirst.exec(text.trim());
  const local = iso ? null : yearLast.exec(text.trim());
  const match = iso ?? local;
  if (!match) return null;
  const [one, two, three] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = iso ? [three, two] : dayAndMonth(one, two, dates);
  if (!date) return null;
  const [day = 0, month = 0] = date;
  const year = iso ? one : three;
  const [hour, minute, second] = [hourOf(match[4], local?.[7]), Number(match[5] ?? 0), Number(match[6] ?? 0)];
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const isReal = new Date(wall).getUTCDate() === day && month >= 1 && month <= 12;
  if (!isReal || hour > 23 || minute > 59 || second > 59) return null;
  const zone = iso?.[7];
  if (zone && /^[+-]/.test(zone)) {
    const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
    return new Date(wall - (zone.startsWith('-') ? -minutes : minutes) * 60_000).toISOString();
  }
  if (zone || timeZone === 'UTC') return new Date(wall).toISOString();
  // The offset is that of the moment, which it takes the offset to know: at the second look it is right.
  const guess = wall - offsetAt(wall, timeZone);
  return new Date(wall - offsetAt(guess, timeZone)).toISOString();
}

const maxTitle = 200;
const maxTags = 20;
const maxTag = 50;

/** The title in 200 characters; what is longer, and a missing one, is told by the description. */
function wordsOf(subject: string, description: string, notes: string[]) {
  const [first = ''] = description.split('\n', 1);
  const title = [...(subject || first.trim()).replace(/\s+/g, ' ')];
  if (title.length <= maxTitle) return { title: title.join(''), description: description || subject };
  notes.push('TITLE_CUT');
  const whole = subject && description ? `${subject}\n\n${description}` : subject || description;
  return { title: `${title.slice(0, maxTitle - 1).join('')}…`, description: whole };
}

function tagsOf(text: string, separator: RegExp, notes: string[]): string[] {
  const all = text.split(separator).map((tag) => tag.trim());
  const distinct = [...new Map(all.filter(Boolean).map((tag) => [tag.toLowerCase(), tag])).values()];
  const kept = distinct.slice(0, maxTags).map((tag) => [...tag].slice(0, maxTag).join(''));
  if (distinct.length > maxTags || kept.some((tag, index) => tag !== distinct[index])) notes.push('TAGS_CUT');
  return kept;
}

/** Understands one row of a help desk's CSV. `cells` is as long as the header, or it would be another row's. */
export function readRow(format: OtherDesk, columns: Columns, cells: string[], options: CsvOptions = {}): Understood {
  const desk = desks[format];
  // Zendesk writes a dash for nothing.
  const cell = (column: Column) => (cells[columns[column] ?? -1] ?? '').trim().replace(/^-$/, '');
  const problems: Problem[] = [];
  const notes: string[] = [];
  const look = <Word>(column: Column, table: Record<string, Word>, usual: Word | undefined): Word | undefined => {
    const key = plain(cell(column));
    if (key === '') return usual;
    const found = Object.hasOwn(table, key) ? table[key] : undefined;
    if (found === undefined) problems.push({ field: header(column), code: `INVALID_${column.toUpperCase()}` });
    return found;
  };
  const header = (column: Column) => desk.columns[column][0] ?? column;
  const timeOf = (column: Column): string | undefined => {
    if (cell(column) === '') return undefined;
    const time = readTime(cell(column), options);
    if (time === null) problems.push({ field: header(column), code: 'INVALID_TIME' });
    return time ?? undefined;
  };
  const status = look('status', { ...desk.statuses, ...options.statuses }, undefined);
  const priority = look('priority', desk.priorities, 'medium' as const);
  const category = desk.categories[plain(cell('type'))] ?? 'general';
  const [createdAt, resolvedAt, closedAt] = [timeOf('createdAt'), timeOf('resolvedAt'), timeOf('closedAt')];
  const updatedAt = timeOf('updatedAt') ?? closedAt ?? resolvedAt ?? createdAt;
  const [clientEmail, clientName, agent] = [cell('clientEmail'), cell('clientName'), cell('agent')];
  const line: Partial<ImportLineInput> = {
    _id: cell('id'),
    ...wordsOf(cell('subject'), cell('description'), notes),
    ...{ status, priority, category, createdAt, updatedAt },
    resolvedAt: resolvedAt ?? (status === 'closed' ? undefined : closedAt),
    tags: tagsOf(cell('tags'), desk.tagSeparator, notes),
    client: 'client',
    assignedTo: agent && plain(agent) !== 'no agent' ? 'agent' : null,
    people: [
      { _id: 'client', email: clientEmail || null, name: clientName || null },
      { _id: 'agent', name: agent || null, staff: true },
    ],
  };
  const understood = readLine(line, notes);
  if (problems.length === 0 && !('problems' in understood)) return understood;
  // What was not understood is absent from the line, which then lacks it: told once.
  const known = new Set(problems.map((problem) => problem.field));
  const rest = 'problems' in understood ? understood.problems : [];
  const named = rest.map(({ field, code }) => ({ field: fieldNames(desk)[field] ?? field, code }));
  return { problems: [...problems, ...named.filter((problem) => !known.has(problem.field))], externalId: cell('id') };
}

/** What a field of a line is called in a desk's CSV. */
function fieldNames({ columns }: Desk): Record<string, string | undefined> {
  return {
    _id: columns.id[0],
    title: columns.subject[0],
    description: columns.description[0],
    status: columns.status[0],
    priority: columns.priority[0],
    createdAt: columns.createdAt[0],
    'people.0.email': columns.clientEmail[0],
    'people.0.name': columns.clientName[0],
    'people.1.name': columns.agent[0],
  };
}
