import { z } from 'zod';

/** Spellings of one word of the search language; both languages are always understood, accents and case never matter. */
interface Spelling {
  en: string;
  es: string;
  also?: readonly string[];
  /** Only the desk may ask for it. */
  isStaffs?: true;
}

interface OperatorInfo extends Spelling {
  /** `choice`: any of `values`. `moment`: a date, a range or an age. Else free text, with the words in `values` beside it. */
  kind: 'choice' | 'moment' | 'text';
  values?: Readonly<Record<string, Spelling>>;
}

const moments = { today: { en: 'today', es: 'hoy' }, yesterday: { en: 'yesterday', es: 'ayer' } } as const;
const me = { en: 'me', es: 'yo', also: ['mi', 'mio'] } as const;
const none = { en: 'none', es: 'nadie', also: ['ninguno', 'ninguna', 'nada'] } as const;

/** The operators of the search language and the words that they take. Source: docs/contract.md, "Search". */
export const operators = {
  status: {
    en: 'status',
    es: 'estado',
    kind: 'choice',
    values: {
      open: { en: 'open', es: 'abierto', also: ['abiertos'] },
      pending: { en: 'pending', es: 'pendiente', also: ['pendientes'] },
      in_progress: {
        en: 'in_progress',
        es: 'en_curso',
        also: ['progress', 'curso', 'encurso', 'in-progress', 'en-curso'],
      },
      resolved: { en: 'resolved', es: 'resuelto', also: ['resueltos'] },
      closed: { en: 'closed', es: 'cerrado', also: ['cerrados'] },
    },
  },
  is: {
    en: 'is',
    es: 'es',
    kind: 'choice',
    values: {
      active: { en: 'active', es: 'activo' },
      snoozed: { en: 'snoozed', es: 'pospuesto', also: ['aplazado'], isStaffs: true },
      unread: { en: 'unread', es: 'sin_leer', also: ['sin_responder', 'unanswered', 'sinleer'], isStaffs: true },
      merged: { en: 'merged', es: 'fusionado', also: ['unido'], isStaffs: true },
    },
  },
  priority: {
    en: 'priority',
    es: 'prioridad',
    kind: 'choice',
    values: {
      low: { en: 'low', es: 'baja' },
      medium: { en: 'medium', es: 'media' },
      high: { en: 'high', es: 'alta' },
      urgent: { en: 'urgent', es: 'urgente' },
    },
  },
  category: {
    en: 'category',
    es: 'categoria',
    kind: 'choice',
    values: {
      technical: { en: 'technical', es: 'tecnico', also: ['tecnica'] },
      billing: { en: 'billing', es: 'facturacion' },
      account: { en: 'account', es: 'cuenta' },
      feature_request: { en: 'feature_request', es: 'funcion', also: ['feature', 'funcionalidad'] },
      general: { en: 'general', es: 'general' },
    },
  },
  tag: { en: 'tag', es: 'etiqueta', also: ['tags', 'etiquetas'], kind: 'text' },
  client: { en: 'client', es: 'cliente', also: ['from', 'de'], kind: 'text', values: { me }, isStaffs: true },
  assigned: {
    en: 'assigned',
    es: 'asignado',
    also: ['assignee', 'assignedto', 'asignada'],
    kind: 'text',
    values: { me, none },
    isStaffs: true,
  },
  team: { en: 'team', es: 'equipo', kind: 'text', values: { none }, isStaffs: true },
  created: { en: 'created', es: 'creado', kind: 'moment', values: moments },
  updated: { en: 'updated', es: 'actualizado', also: ['changed', 'cambiado'], kind: 'moment', values: moments },
  resolved: { en: 'resolved', es: 'resuelto', kind: 'moment', values: moments },
  has: {
    en: 'has',
    es: 'tiene',
    also: ['con'],
    kind: 'choice',
    values: {
      attachment: { en: 'attachment', es: 'adjunto', also: ['attachments', 'adjuntos', 'file', 'archivo'] },
      draft: { en: 'draft', es: 'borrador', isStaffs: true },
      rating: { en: 'rating', es: 'valoracion' },
    },
  },
  field: { en: 'field', es: 'campo', kind: 'text' },
} as const satisfies Record<string, OperatorInfo>;

export type Operator = keyof typeof operators;

/** An operator with what may be left out. */
export function operatorInfo(operator: Operator): OperatorInfo {
  return operators[operator];
}

export type Unit = 'hour' | 'day' | 'week' | 'month' | 'year';

/** A span of time, not yet a moment: `age` and `day` count from when the search is asked. Dates are the reader's own days. */
export type Moment =
  | { kind: 'age'; isYounger: boolean; amount: number; unit: Unit }
  | { kind: 'day'; back: 0 | 1 }
  /** From the beginning of `from` to the beginning of `before`, as YYYY-MM-DD. */
  | { kind: 'dates'; from?: string; before?: string };

/** What one word of a search asks for. Several values mean any of them. */
export type Meaning =
  | { kind: 'word' | 'phrase'; text: string }
  | { kind: 'number'; number: number }
  | { kind: 'status' | 'is' | 'priority' | 'category' | 'has'; any: string[] }
  | { kind: 'tag' | 'client' | 'assigned' | 'team'; any: string[] }
  | { kind: 'created' | 'updated' | 'resolved'; any: Moment[] }
  | { kind: 'field'; key: string; any: string[] };

const problemCodes = [
  'UNKNOWN_OPERATOR',
  'UNKNOWN_VALUE',
  'NO_VALUE',
  'UNKNOWN_FIELD',
  'UNKNOWN_AGENT',
  'UNKNOWN_TEAM',
  'UNKNOWN_CLIENT',
  'TOO_MANY',
] as const;

export type SearchProblemCode = (typeof problemCodes)[number];

/** A part of the text, from `start` to before `end`, counted as JavaScript counts a string. */
export interface Span {
  text: string;
  start: number;
  end: number;
}

export interface SearchProblem extends Span {
  code: SearchProblemCode;
  /** Which word of the search it is about, from 0. */
  index: number;
}

/** One word of a search as it stands in the text, and what it means; without meaning where it has only problems. */
export interface Token extends Span {
  /** Its place among the words, from 0. */
  index: number;
  isNegated: boolean;
  /** What stands before the colon, and which operator it is, if any. */
  name?: Span & { operator?: Operator };
  values: Span[];
  meaning?: Meaning;
  problems: SearchProblem[];
}

/** The query of `GET /v2/desk/suggestions` and of `GET /v2/desk/search`. */
export const suggestQuerySchema = z.object({
  q: z
    .string('INVALID_Q')
    .max(1000, 'INVALID_Q')
    .refine((text) => text.isWellFormed() && !text.includes('\0'), 'INVALID_Q')
    .optional()
    .transform((text) => text ?? '')
    .meta({ description: 'A text of the search language.', example: 'assigned:nu', maxLength: 1000 }),
});

/** Something that the word being typed may become. */
export const suggestionObject = z
  .object({
    text: z.string().meta({ description: 'The word.', example: 'assigned:"Nuria Campos"' }),
    label: z.string().optional().meta({ description: 'What it is called.', example: 'Nuria Campos' }),
    hint: z.string().optional().meta({ description: 'What tells it from others.', example: 'nuria@lumen.example' }),
  })
  .meta({ id: 'Suggestion' });

export type Suggestion = z.output<typeof suggestionObject>;

const place = z.int().meta({ description: 'Counted in UTF-16 units, from 0.', example: 0 });
const words = z.array(z.string());

/** How a search is understood. */
export const searchReportObject = z
  .object({
    problems: z
      .array(z.object({ code: z.enum(problemCodes), text: z.string(), start: place, end: place, index: z.int() }))
      .meta({ description: 'What is not understood, and whom nobody is called.' }),
    near: z
      .array(z.object({ text: z.string(), start: place, end: place, near: words }))
      .meta({ description: 'Words that stand nowhere, and those that are looked for as well.' }),
    needles: z
      .object({ words, starts: words, stems: words })
      .meta({ description: 'What marks a match, folded: whole words, beginnings, and stems.' }),
  })
  .meta({ id: 'SearchReport' });

export type SearchReport = z.output<typeof searchReportObject>;
