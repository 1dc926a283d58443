import type { FieldKind } from '@/lib/fields/schema';
import type { MacroActions } from '@/lib/macros/schema';
import type { TicketCategory } from '@/lib/tickets/schema';
import type { ViewSort } from '@/lib/views/schema';
import { type PersonKey, people, type StaffKey } from './people';
import type { TicketSpec } from './types';

/** Teams by key. None takes turns with what comes in by itself: a visitor finds a new ticket where it says it is. */
export const teams = {
  cobros: { name: 'Cobros y contratos', members: ['ines', 'valeria'], isRotating: false, categories: ['billing'] },
  integraciones: { name: 'Integraciones', members: ['nuria', 'hugo'], isRotating: true, categories: [] },
} as const satisfies Record<
  string,
  { name: string; members: StaffKey[]; isRotating: boolean; categories: TicketCategory[] }
>;

export type TeamKey = keyof typeof teams;

interface DemoField {
  key: string;
  label: string;
  kind: FieldKind;
  choices: string[];
  isForClients: boolean;
}

/** One that clients fill in as they write, and one of the desk's own. */
export const fields: DemoField[] = [
  { key: 'entorno', label: 'Entorno', kind: 'choice', choices: ['Producción', 'Pruebas'], isForClients: true },
  {
    key: 'plan',
    label: 'Plan contratado',
    kind: 'choice',
    choices: ['Inicio', 'Equipo', 'Empresa'],
    isForClients: false,
  },
];

/** By the client's domain; who is not named has the middle one. */
const plans: Record<string, string> = {
  'bancalumen.example': 'Empresa',
  'pagoandino.example': 'Empresa',
  'creditonorte.example': 'Empresa',
  'talentoclaro.example': 'Inicio',
  'alquilaya.example': 'Inicio',
};

/** What a ticket says in the fields. */
export function fieldsOf({ client, tags }: TicketSpec): Record<string, string> {
  const plan = plans[people[client].email.split('@')[1] ?? ''] ?? 'Equipo';
  if (tags.includes('producción')) return { entorno: 'Producción', plan };
  return tags.includes('pruebas') ? { entorno: 'Pruebas', plan } : { plan };
}

interface DemoMacro {
  name: string;
  owner: PersonKey;
  isShared: boolean;
  isNote?: boolean;
  body: string;
  actions: Omit<MacroActions, 'team'> & { team?: TeamKey };
  useCount: number;
}

/** What the desk says and does again and again, and one of the demo agent's own. */
export const macros: DemoMacro[] = [
  {
    name: 'Pedir datos para reproducirlo',
    owner: 'nuria',
    isShared: true,
    body: [
      'Hola, {{client.first_name}}:',
      '',
      'Para reproducirlo nos falta:',
      '',
      '- el identificador de una verificación en la que ocurra',
      '- la hora, con su zona',
      '- la respuesta completa de la API, sin tus claves',
      '',
      'En cuanto lo tengamos seguimos con el ticket #{{ticket.number}}.',
      '',
      '{{agent.first_name}}',
    ].join('\n'),
    actions: { status: 'pending' },
    useCount: 14,
  },
  {
    name: 'Incidencia en curso',
    owner: 'ines',
    isShared: true,
    body: 'Hola, {{client.first_name}}:\n\nEs una incidencia nuestra y la estamos atendiendo. Te escribimos aquí en cuanto haya novedades; no hace falta que abras otro ticket.',
    actions: { status: 'in_progress', priority: 'urgent', addTags: ['incidencia'] },
    useCount: 6,
  },
  {
    name: 'Pasar a Cobros y contratos',
    owner: 'valeria',
    isShared: true,
    isNote: true,
    body: 'Es de facturación: lo paso a Cobros y contratos.',
    actions: { category: 'billing', assignedTo: 'none', team: 'cobros' },
    useCount: 9,
  },
  {
    name: 'Cerrar por falta de respuesta',
    owner: 'ines',
    isShared: true,
    body: 'Hola, {{client.first_name}}:\n\nHace días que no sabemos de ti, así que damos el ticket por resuelto. Si sigue ocurriendo, responde aquí y se abre de nuevo.',
    actions: { status: 'resolved', resolution: 'Sin respuesta del cliente.' },
    useCount: 4,
  },
  {
    name: 'Me lo quedo',
    owner: 'nuria',
    isShared: false,
    body: '',
    actions: { assignedTo: 'me', status: 'in_progress' },
    useCount: 21,
  },
];

interface DemoView {
  name: string;
  owner: PersonKey;
  isShared: boolean;
  query: string;
  sort: ViewSort;
}

/** Searches that everybody has in the rail, and one of the demo agent's own. */
export const views: DemoView[] = [
  { name: 'Producción parada', owner: 'ines', isShared: true, query: 'tag:producción is:active', sort: 'urgent' },
  {
    name: 'Cobros sin asignar',
    owner: 'ines',
    isShared: true,
    query: 'category:billing assigned:none is:active',
    sort: 'newest',
  },
  {
    name: 'Mis pendientes de SDK',
    owner: 'nuria',
    isShared: false,
    query: 'assigned:me tag:sdk is:active',
    sort: 'updated',
  },
];
