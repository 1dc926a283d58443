import type { TicketSpec } from './types';

/** Tickets that wait for the client, all of Hugo and Valeria. */
export const pendingTickets: TicketSpec[] = [
  {
    key: 'permisos-clave-creada',
    client: 'tomas',
    opened: '10d 14:20',
    title: 'El panel no permite asignar permisos a una clave ya creada',
    priority: 'medium',
    category: 'technical',
    tags: ['claves de api', 'permisos', 'panel'],
    description:
      'Creé una clave sin marcar `webhooks:manage` y ahora la casilla aparece gris. ¿Tengo que crear otra y volver a desplegar todo?',
    files: [['permisos-en-gris.png', 164_864]],
    steps: [
      {
        by: 'hugo',
        at: '+35',
        says: 'Hola, Tomás. No debería estar en gris: es un fallo del panel. Por la API sí se puede cambiar, y yo lo puedo hacer por ti si me dices los 4 últimos caracteres de la clave.',
      },
      { by: 'tomas', at: '+15', says: 'Termina en `…7hTc`.' },
      { by: 'hugo', at: '+12', says: 'Listo, ya tiene `webhooks:manage` y no hace falta desplegar nada.' },
      {
        by: 'hugo',
        at: '+6',
        notes:
          'Arreglo del panel: COT-2264, en revisión. Las claves nuevas también pueden nacer sin el permiso marcado, cuidado.',
      },
      {
        by: 'hugo',
        at: '+6d 9:40',
        says: 'Tomás, el arreglo del panel ya está publicado en tu cuenta. ¿Puedes probar a cambiar un permiso y decirme si la casilla responde?',
        leaves: 'pending',
      },
    ],
  },
  {
    key: 'vida-de-noche',
    client: 'martin',
    opened: '6d 12:30',
    title: 'La prueba de vida falla de noche con repartidores que llevan casco',
    priority: 'medium',
    category: 'technical',
    tags: ['biometría', 'prueba de vida'],
    description:
      'De 20:00 a 23:00 el rechazo pasa del 4 % al 27 %. Hacen la validación en la calle, con poca luz y a veces con el casco puesto. El motivo casi siempre es `LIVENESS_FAILED`, pero no sabemos si es por la luz o por el casco.',
    files: [['rechazos-por-hora.csv', 9_216]],
    steps: [
      {
        by: 'hugo',
        at: '+90',
        says: [
          'Hola, Martín. Con el detalle se distingue. Pide la sesión con `expand=signals`:',
          '',
          '```bash',
          'curl "https://api.cotejo.example/v2/biometrics/sessions/bio_3Fk9?expand=signals" \\',
          '  -H "Authorization: Bearer $CLAVE"',
          '```',
          '',
          'Si `signals.luminance` baja de 0.25 es la luz; si aparece `face_occluded`, es el casco. ¿Nos mandas unas 20 sesiones de esa franja?',
        ],
        leaves: 'pending',
      },
      { by: 'martin', at: '+2d 9:30', says: 'Estoy juntando las sesiones, te las paso esta semana.' },
      { by: 'hugo', at: '+45', says: 'Perfecto. Cuando las tengas seguimos.', leaves: 'pending' },
    ],
  },
  {
    key: 'cambio-de-plan',
    client: 'renata',
    opened: '4d 13:05',
    title: 'Pasar del plan Equipo al plan Empresa a mitad de mes',
    priority: 'medium',
    category: 'billing',
    tags: ['plan', 'contrato'],
    description:
      'Vamos a superar las 20.000 verificaciones. ¿Conviene cambiar ya o esperar al corte? ¿Cómo se prorratea?',
    steps: [
      {
        by: 'valeria',
        at: '+70',
        says: [
          'Hola, Renata. Hice la cuenta con tu consumo de los últimos tres meses:',
          '',
          '- **Cambiando hoy:** pagas la parte proporcional del plan Empresa y el excedente deja de correr.',
          '- **Esperando al corte:** unas 3.100 verificaciones de excedente.',
          '',
          'Te conviene cambiar ya. Para hacerlo necesito el visto bueno de quien firma el contrato.',
        ],
        leaves: 'pending',
      },
    ],
  },
  {
    key: 'sso-saml',
    client: 'daniela',
    opened: '9d 9:50',
    title: 'Configurar el inicio de sesión único (SAML) con nuestro directorio',
    priority: 'medium',
    category: 'account',
    tags: ['sso', 'saml', 'acceso'],
    description:
      'Queremos que las 14 personas que usan el panel entren con el correo de la clínica. ¿Qué datos necesitan de nosotros y cuánto tarda?',
    steps: [
      {
        by: 'hugo',
        at: '+110',
        says: [
          'Hola, Daniela. Se deja listo en una mañana. De tu lado necesito:',
          '',
          '- el archivo de metadatos (XML) de tu proveedor de identidad',
          '- el dominio de correo',
          '- dos personas que entren primero, para probar',
        ],
        leaves: 'pending',
      },
      {
        by: 'daniela',
        at: '+1d 15:20',
        says: 'Dominio: clinicaaurora.example. Probaríamos Julián, de sistemas, y yo. El XML se lo pedí a quien administra el directorio.',
      },
      {
        by: 'hugo',
        at: '+25',
        says: 'Anotado, ya dejé el dominio verificado. En cuanto llegue el XML lo conectamos.',
        leaves: 'pending',
      },
      {
        by: 'hugo',
        at: '+4d 10:00',
        notes:
          'Recordatorio enviado por teléfono; la persona del directorio está de vacaciones hasta la semana que viene.',
      },
    ],
  },
  {
    key: 'tiempos-504',
    client: 'joaquin',
    opened: '3d 9:15',
    title: 'Errores 504 intermitentes al crear verificaciones desde Bilbao',
    priority: 'high',
    category: 'technical',
    tags: ['api', 'red', 'latencia'],
    description: [
      'Entre las 9:00 y las 11:00 (hora peninsular) una de cada 50 llamadas tarda 30 segundos y acaba en `504`. Con la misma clave, desde Madrid no pasa.',
      '',
      'Solicitudes: `req_2Vb71x`, `req_2Vb7Qe`, `req_2Vb8aa`.',
    ],
    files: [['traza-mtr-bilbao.txt', 4_812]],
    steps: [
      {
        by: 'hugo',
        at: '+28',
        says: 'Hola, Joaquín. De las tres solicitudes solo una llegó a nuestro borde, así que las otras dos se pierden antes. Tu traza muestra pérdida en el sexto salto, fuera de las dos redes. ¿Me confirmas la IP pública por la que salís?',
      },
      {
        by: 'joaquin',
        at: '+50',
        says: 'Salimos por 192.0.2.40. También tenemos una línea de respaldo con otro operador.',
      },
      {
        by: 'hugo',
        at: '+20',
        says: '¿Podrías pasar el tráfico por la línea de respaldo una mañana y decirme si siguen los 504? Con eso sabremos si hay que reclamar al operador.',
        leaves: 'pending',
      },
    ],
  },
  {
    key: 'certificado-tildes',
    client: 'rocio',
    opened: '13d 16:00',
    title: 'El certificado de antecedentes en PDF sale sin tildes ni eñes',
    priority: 'low',
    category: 'technical',
    tags: ['antecedentes', 'pdf'],
    description:
      '«Muñoz» aparece como «Mu oz» y «Benítez» como «Ben tez». El dato en la API está bien, solo pasa en el PDF.',
    files: [['certificado-ejemplo.pdf', 73_728]],
    steps: [
      {
        by: 'valeria',
        at: '+1d 9:10',
        says: 'Hola, Rocío. Lo vemos: la plantilla antigua usa una tipografía sin esos caracteres. Tu cuenta sigue en la plantilla 2; la 3 lo corrige, pero mueve el logotipo a la derecha. ¿Te la activo?',
        leaves: 'pending',
      },
      {
        by: 'rocio',
        at: '+4d 10:15',
        says: '¿Me compartes una muestra para enseñarla en Comunicación? Son muy celosos con el logotipo.',
      },
      {
        by: 'valeria',
        at: '+35',
        says: 'Aquí va una con sus colores. Cuando le den el visto bueno la activo en el momento.',
        files: [['muestra-plantilla-3.pdf', 81_920]],
        leaves: 'pending',
      },
    ],
  },
  {
    key: 'usuario-saliente',
    client: 'sofia',
    opened: '1d 10:50',
    title: 'Retirar el acceso de una persona que dejó la empresa',
    priority: 'high',
    category: 'account',
    tags: ['acceso', 'seguridad'],
    description:
      'Ayer fue su último día y sigue apareciendo como administrador. Yo no tengo permiso para quitarlo. Es la cuenta que termina en `.duran@bancalumen.example`.',
    steps: [
      {
        by: 'valeria',
        at: '+7',
        says: 'Hola, Sofía. Por precaución ya cerré sus sesiones y bloqueé la entrada. Para eliminar la cuenta del todo necesito que lo confirme otra persona con rol de administración. ¿Lo puede hacer Mariana por aquí o por correo?',
        leaves: 'pending',
      },
      {
        by: 'valeria',
        at: '+3',
        notes: 'Tenía dos claves de API a su nombre. No las toqué para no cortar producción; avisar a Mariana antes.',
      },
    ],
  },
];
