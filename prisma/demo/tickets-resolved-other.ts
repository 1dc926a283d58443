import type { TicketSpec } from './types';

/** Resolved in the last days and weeks: billing, accounts and questions. */
export const resolvedOtherTickets: TicketSpec[] = [
  {
    key: 'descargar-facturas',
    client: 'daniela',
    opened: '3d 9:05',
    title: '¿Dónde descargo las facturas?',
    priority: 'low',
    category: 'billing',
    tags: ['facturas'],
    description: 'No las encuentro en el panel.',
    steps: [
      {
        by: 'valeria',
        at: '+12',
        says: 'Hola, Daniela. Están en **Organización → Facturación**, pero esa sección solo la ve quien tiene el rol de finanzas. Te lo acabo de dar: cierra sesión, vuelve a entrar y te aparecerá.',
        leaves: { resolved: 'Se asignó el rol de finanzas, que da acceso a las facturas.' },
      },
    ],
  },
  {
    key: 'rol-solo-lectura',
    client: 'sofia',
    opened: '5d 14:30',
    title: 'Un rol de solo lectura para auditoría externa',
    priority: 'low',
    category: 'account',
    tags: ['permisos', 'auditoría'],
    description:
      'La firma auditora necesita ver verificaciones durante dos semanas, sin aprobar ni exportar nada. ¿Hay un rol así?',
    steps: [
      {
        by: 'nuria',
        at: '+55',
        says: [
          'Hola, Sofía. Sí: **Consulta**. Ve las verificaciones, pero no:',
          '',
          '- aprueba ni rechaza revisiones',
          '- descarga imágenes',
          '- crea claves',
          '',
          'Al invitarlos puedes poner fecha de salida y el acceso se quita solo.',
        ],
      },
      { by: 'sofia', at: '+1d 9:15', says: 'Invitados con salida en 14 días. Justo lo que hacía falta.' },
      { by: 'nuria', at: '+10', sets: { resolved: 'Se usó el rol Consulta, con fecha de salida a los 14 días.' } },
    ],
  },
  {
    key: 'reporte-500',
    client: 'paula',
    opened: '7d 15:15',
    title: 'La descarga del reporte mensual da error 500',
    priority: 'medium',
    category: 'technical',
    tags: ['panel', 'reportes', 'pdf'],
    description:
      'Al pedir el reporte de {mes} en PDF sale «Algo salió mal» con la referencia `req_9Ls4Tt`. Los meses anteriores se descargan bien.',
    files: [['error-reporte-mensual.png', 97_280]],
    steps: [
      {
        by: 'nuria',
        at: '+40',
        says: 'Hola, Paula. Con la referencia lo encontré rápido: el reporte pasa de 400 páginas y se agota el tiempo. Te lo generé aparte y lo adjunto. Mañana subimos el arreglo.',
        files: [['reporte-{mes}-{año}.pdf', 5_767_168]],
      },
      { by: 'paula', at: '+20', says: 'Recibido, con esto entrego a tiempo.' },
      {
        by: 'nuria',
        at: '+1d 12:30',
        says: 'Ya está: los reportes largos se preparan en segundo plano y te llega un correo con el enlace.',
        leaves: { resolved: 'Los reportes de más de 200 páginas se generan en segundo plano y se envían por correo.' },
      },
    ],
  },
  {
    key: 'nota-de-credito',
    client: 'tomas',
    opened: '17d 10:10',
    title: 'Nota de crédito por las verificaciones de prueba cobradas',
    priority: 'medium',
    category: 'billing',
    tags: ['facturas', 'nota de crédito'],
    description:
      'En la F-{año}-1102 nos cobraron 418 verificaciones hechas con la clave de pruebas. Adjunto el detalle.',
    files: [['detalle-pruebas-cobradas.xlsx', 27_648]],
    steps: [
      {
        by: 'nuria',
        at: '+85',
        says: 'Hola, Tomás. Revisé el detalle: 402 son de pruebas y las otras 16 llevan clave de producción (terminada en `…Wm2d`). ¿Coincide con lo que ves?',
        leaves: 'pending',
      },
      { by: 'tomas', at: '+1d 11:20', says: 'Sí, esas 16 eran de una demo en vivo. De acuerdo con las 402.' },
      {
        by: 'nuria',
        at: '+2d 10:05',
        says: 'Emitida la nota de crédito NC-{año}-057 por las 402. Se descuenta en la próxima factura.',
        files: [['NC-{año}-057.pdf', 90_112]],
        leaves: { resolved: 'Nota de crédito NC-{año}-057 por 402 verificaciones de prueba.' },
      },
    ],
  },
  {
    key: 'pasaporte-prorroga',
    client: 'renata',
    opened: '28d 11:40',
    title: '¿Por qué se aceptó un pasaporte vencido?',
    priority: 'medium',
    category: 'general',
    tags: ['documentos', 'pasaporte', 'reglas'],
    description:
      'La verificación `ver_01HW2C6F` se aprobó con un pasaporte venezolano vencido hace un año. Nuestra regla es no aceptar documentos vencidos.',
    steps: [
      {
        by: 'valeria',
        at: '+95',
        says: 'Hola, Renata. Tiene una prórroga impresa en la última página, y tu flujo admite prórrogas oficiales. Si prefieres que pasen a revisión manual lo cambio en `rules.expired_with_extension`.',
      },
      { by: 'renata', at: '+40', says: 'No lo sabíamos. Sí, que pasen a revisión manual.' },
      {
        by: 'valeria',
        at: '+15',
        says: 'Cambiado. Solo afecta a las verificaciones nuevas.',
        leaves: {
          resolved:
            'Los documentos vencidos con prórroga oficial pasan a revisión manual en el flujo `alta-inquilino`.',
        },
      },
    ],
  },
  {
    key: 'lote-csv',
    client: 'rocio',
    opened: '31d 9:20',
    title: 'El lote de antecedentes rechaza el CSV en la línea 1',
    priority: 'low',
    category: 'technical',
    tags: ['antecedentes', 'csv', 'lotes'],
    description: [
      'Al subir 500 personas a `/v2/background-checks/batch`:',
      '',
      '> Línea 1: falta la columna `document_number`',
      '',
      'La columna está. El archivo sale de Excel.',
    ],
    files: [['lote-ingresos.csv', 41_984]],
    steps: [
      {
        by: 'hugo',
        at: '+50',
        says: "Hola, Rocío. Excel añade una marca invisible (BOM) al principio y separa con punto y coma. Guárdalo como «CSV UTF-8» con comas, o quítala así:\n\n```bash\nsed -i '1s/^\\xEF\\xBB\\xBF//; s/;/,/g' lote-ingresos.csv\n```",
      },
      { by: 'rocio', at: '+75', says: 'Subió completo.' },
      {
        by: 'hugo',
        at: '+4',
        sets: { resolved: 'El CSV llevaba BOM y punto y coma. Se pidió a Producto aceptar ambos formatos.' },
      },
    ],
  },
];
