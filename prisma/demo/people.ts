import type { UserRole } from '@/lib/generated/prisma/client';

type Person = {
  name: string;
  email: string;
  role: UserRole;
  /** How long before today the account was made, in working days. */
  since: number;
};

const staff = {
  nuria: { name: 'Nuria Campos', email: 'nuria.campos@cotejo.example', role: 'agent', since: 160 },
  hugo: { name: 'Hugo Salas', email: 'hugo.salas@cotejo.example', role: 'agent', since: 158 },
  valeria: { name: 'Valeria Prado', email: 'valeria.prado@cotejo.example', role: 'agent', since: 131 },
  ines: { name: 'Inés Duarte', email: 'ines.duarte@cotejo.example', role: 'admin', since: 163 },
} as const satisfies Record<string, Person>;

const clients = {
  mariana: { name: 'Mariana Ríos', email: 'mariana.rios@bancalumen.example', role: 'client', since: 124 },
  sofia: { name: 'Sofía Nakamura', email: 'sofia.nakamura@bancalumen.example', role: 'client', since: 118 },
  andres: { name: 'Andrés Quispe', email: 'andres.quispe@pagoandino.example', role: 'client', since: 121 },
  constanza: {
    name: 'Constanza Irarrázaval',
    email: 'constanza.irarrazaval@ahorrasur.example',
    role: 'client',
    since: 97,
  },
  tomas: { name: 'Tomás Oyarzún', email: 'tomas.oyarzun@ahorrasur.example', role: 'client', since: 90 },
  joaquin: { name: 'Joaquín Etxeberria', email: 'joaquin.etxeberria@creditonorte.example', role: 'client', since: 112 },
  lucia: { name: 'Lucía Fernández-Valderrama', email: 'lucia.fernandez@kiosko.example', role: 'client', since: 104 },
  renata: { name: 'Renata Villaseñor', email: 'renata.villasenor@alquilaya.example', role: 'client', since: 109 },
  paula: { name: 'Paula Montenegro', email: 'paula.montenegro@seguravida.example', role: 'client', since: 66 },
  rocio: { name: 'Rocío Benavides', email: 'rocio.benavides@talentoclaro.example', role: 'client', since: 99 },
  martin: { name: 'Martín Cifuentes', email: 'martin.cifuentes@enviapronto.example', role: 'client', since: 81 },
  daniela: { name: 'Daniela Quintero', email: 'daniela.quintero@clinicaaurora.example', role: 'client', since: 58 },
} as const satisfies Record<string, Person>;

export type StaffKey = keyof typeof staff;
export type ClientKey = keyof typeof clients;
export type PersonKey = StaffKey | ClientKey;

/** Everybody of the demo: the staff of the invented company Cotejo and people at its invented clients. */
export const people: Record<PersonKey, Person> = { ...staff, ...clients };

/** The three people whom a visitor can enter as; only they get a password. */
export const demoAccounts = [
  { key: 'mariana', role: 'client', name: clients.mariana.name, email: clients.mariana.email },
  { key: 'nuria', role: 'agent', name: staff.nuria.name, email: staff.nuria.email },
  { key: 'ines', role: 'admin', name: staff.ines.name, email: staff.ines.email },
] as const satisfies { key: PersonKey; role: UserRole; name: string; email: string }[];
