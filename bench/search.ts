import type { Section } from './section';
import { type Asked, askBoth } from './two-worlds';

// Words of bench/world/words.ts, by the share of tickets that have them. A word of the middle has a hundred times as many
// tickets in a world a hundred times as big: there the index has most to read.
const words = {
  'a common word (four in five tickets)': 'error',
  'a word in one of nine tickets': 'ambiente',
  'a word in one of sixty': 'descuento',
  'a word in one of a hundred': 'syncs',
  'a word in one of four hundred': 'balanza',
  'a word in one of a thousand': 'alcantarillado',
  'a rare word': 'quetzal',
  'a word that nobody wrote': 'zzqxkwvv',
  'two common words': 'error cuenta',
  'two words, common and rare': 'error quetzal',
  'two words of the middle': 'descuento contrato',
  // Of the last one the beginning of others, which are common: `cobros`, `facturación`.
  'two words, the last of them the beginning of a common one': 'descuento cobro',
  'two words, rare and the beginning of common ones': 'syncs factura',
  'two words, the last a letter': 'syncs c',
  'two words that nobody wrote just so': 'fallo acceso',
  'two words that are never together': 'ambiente works',
  'quoted words': '"no puede trabajar"',
  'quoted words that never stand so': '"syncs error"',
  'a typo': 'fatcura',
  'a typo of a rare word': 'quetzla',
  'a beginning': 'factu',
  'without a common word': '-error',
  'without a rare word': '-quetzal',
  'without a word of all tickets': '-example',
  'a word without another': 'ambiente -error',
};

/** What else narrows a search, of staff. */
const narrowed = {
  'a common word, open': 'error status:open',
  'a word in one of a hundred, open': 'syncs status:open',
  'a word in one of a hundred, with a tag': 'syncs tag:api',
  'a word in one of a hundred, of a client': 'syncs client:muchas@mundo.example',
  'a word in one of a hundred, of whoever is called so': 'syncs client:garcia',
  'a word in one of a hundred, one’s own active': 'syncs assigned:me is:active',
  'a word in one of a hundred, of a month': 'syncs created:<30d',
  'a rare word, closed, with a tag': 'quetzal status:closed tag:api',
};

const list = (q: string) => `/v2/support-tickets?limit=25&q=${encodeURIComponent(q)}`;
const desk = (route: string, q: string) => `/v2/desk/${route}?q=${encodeURIComponent(q)}`;
/** What the bare server is asked as well. It knows nothing of how common a word is: it is told. */
const bareOf: Record<string, string> = {
  error: 'q',
  ambiente: 'q',
  syncs: 'q',
  'error cuenta': 'q',
  quetzal: 'rare',
  zzqxkwvv: 'rare',
  fatcura: 'typo',
  quetzla: 'rareTypo',
};

const asAgent = (what: string, path: string): Asked => ({ what, who: 'agent', path: () => path });
const search = (what: string, q: string): Asked => {
  const name = bareOf[q];
  return {
    ...asAgent(what, list(q)),
    ...(name && { bare: () => `/v2/support-tickets?${name}=${encodeURIComponent(q)}` }),
  };
};

const questions: Asked[] = [
  ...Object.entries({ ...words, ...narrowed }).map(([what, q]) => search(what, q)),
  ...(['ambiente', 'syncs'] as const).map(
    (q): Asked => ({
      what: `a word in one of ${q === 'syncs' ? 'a hundred' : 'nine'}, after 100,000 rows`,
      who: 'agent',
      path: ({ deep }) => `${list(q)}&cursor=${deep}`,
    }),
  ),
  ...(['ambiente works', '"syncs error"'] as const).map(
    (q): Asked => ({
      what: `${q.startsWith('"') ? 'quoted words that never stand so' : 'two words that are never together'}, a page further on`,
      who: 'agent',
      path: ({ deep }) => `${list(q)}&cursor=${deep}`,
      isFar: true,
    }),
  ),
  asAgent('desk: a word in one of nine', `${desk('tickets', 'ambiente')}&queue=all&limit=25`),
  asAgent(
    'desk: a word in one of nine, by last change',
    `${desk('tickets', 'ambiente')}&queue=all&limit=25&sort=updated`,
  ),
  asAgent('desk: a rare word, urgent first', `${desk('tickets', 'quetzal')}&queue=all&limit=25&sort=urgent`),
  ...(
    [
      'a word in one of a hundred',
      'a word in one of four hundred',
      'two words of the middle',
      'two words, rare and the beginning of common ones',
      'two words, the last a letter',
      'two words that are never together',
    ] as const
  ).flatMap((what) =>
    (['updated', 'urgent'] as const).map((sort) =>
      asAgent(
        `desk: ${what}, ${sort === 'updated' ? 'by last change' : 'urgent first'}`,
        `${desk('tickets', words[what])}&queue=all&limit=25&sort=${sort}`,
      ),
    ),
  ),
  ...(['manyTickets', 'dozen'] as const).flatMap((who) =>
    Object.entries(words).map(([what, q]): Asked => ({ what, who, path: () => list(q) })),
  ),
  ...['assigned:', 'assigned:ga', 'client:', 'client:garc', 'tag:fac', 'team:'].map((q) =>
    asAgent(`suggestions: ${q}`, desk('suggestions', q)),
  ),
  ...['error', 'ambiente cobro', 'quetzal', 'zzqxkwvv', 'garcia', 'gabriela martinez', '4711', 'er'].map((q) =>
    asAgent(`palette: ${q}`, desk('find', q)),
  ),
];

/** Searches, suggestions and what the palette finds, in the big world beside the small one. */
export const searchSection: Section = (stage) => askBoth('search', stage, () => questions);
