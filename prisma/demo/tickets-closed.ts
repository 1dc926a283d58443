import type { TicketSpec } from './types';

/** Closed from one to three months ago. */
export const closedTickets: TicketSpec[] = [
  {
    key: 'retencion-facturas',
    client: 'paula',
    opened: '36d 15:40',
    title: 'Retención en la fuente en las facturas de servicios',
    priority: 'medium',
    category: 'billing',
    tags: ['facturas', 'impuestos'],
    description:
      'Nuestra contadora dice que debemos practicar retención del 4 % y la factura no la contempla. ¿La descontamos al pagar o la emiten con la retención?',
    steps: [
      {
        by: 'valeria',
        at: '+1d 9:00',
        says: 'Hola, Paula. La descuentan ustedes al pagar y nos envían el certificado de retención al cierre del año. La factura se emite siempre por el valor completo.',
      },
      { by: 'paula', at: '+50', says: 'Clarísimo, gracias.' },
      {
        by: 'valeria',
        at: '+5',
        sets: { resolved: 'La retención se descuenta al pagar; el certificado se envía al cierre del año.' },
      },
      { by: 'valeria', at: '+5d 9:00', sets: 'closed' },
    ],
  },
  {
    key: 'rotar-secreto',
    client: 'andres',
    opened: '40d 10:00',
    title: '¿Cómo rotamos el secreto de los webhooks sin perder avisos?',
    priority: 'low',
    category: 'technical',
    tags: ['webhooks', 'secretos', 'seguridad'],
    description:
      'Queremos cambiarlo cada trimestre. Si lo cambio en el panel, ¿qué pasa con los avisos que ya están en camino?',
    steps: [
      {
        by: 'hugo',
        at: '+65',
        says: [
          'Hola, Andrés. Durante 24 horas firmamos con los dos secretos. La cabecera lleva las dos firmas:',
          '',
          '```http',
          'Cotejo-Signature: t=1767…,v1=5257a8…,v1=9c41d0…',
          '```',
          '',
          'Acepta el aviso si **cualquiera** coincide, despliega el secreto nuevo y el anterior se apaga solo.',
        ],
      },
      { by: 'andres', at: '+180', says: 'Perfecto, así lo haremos.' },
      { by: 'andres', at: '+1', sets: 'closed' },
    ],
  },
  {
    key: 'prueba-accidental',
    client: 'daniela',
    opened: '44d 11:11',
    title: 'prueba',
    priority: 'low',
    category: 'general',
    tags: [],
    description: 'probando si llega',
    steps: [
      { by: 'valeria', at: '+6', says: 'Llega, Daniela. Cuando quieras escribirnos, es por aquí.' },
      { by: 'daniela', at: '+3', sets: 'closed' },
    ],
  },
  {
    key: 'iva-exportacion',
    client: 'tomas',
    opened: '48d 9:35',
    title: '¿La factura lleva IVA si el servicio se presta desde otro país?',
    priority: 'low',
    category: 'billing',
    tags: ['facturas', 'impuestos'],
    description:
      'El SII nos consulta por el IVA de la F-{año}-0984. Necesitamos saber si ustedes lo declaran o lo retenemos nosotros.',
    files: [['consulta-sii.pdf', 67_584]],
    steps: [
      {
        by: 'nuria',
        at: '+120',
        says: 'Hola, Tomás. Como son contribuyentes de IVA, lo retienen y declaran ustedes por cambio de sujeto. Te adjunto la nota que preparó nuestra asesoría, con el detalle de las facturas de este año.',
        files: [['nota-iva-servicios-digitales.pdf', 104_448]],
      },
      { by: 'tomas', at: '+1d 12:20', says: 'Con eso respondimos. Queda cerrado por mi parte.' },
      {
        by: 'nuria',
        at: '+30',
        sets: {
          resolved: 'El IVA lo retiene y declara el cliente por cambio de sujeto; se envió nota de la asesoría.',
        },
      },
      { by: 'nuria', at: '+5d 9:00', sets: 'closed' },
    ],
  },
  {
    key: 'pasaporte-chileno',
    client: 'constanza',
    opened: '55d 12:15',
    title: '¿Reconocen el pasaporte chileno nuevo?',
    priority: 'medium',
    category: 'general',
    tags: ['documentos', 'pasaporte', 'chile'],
    description:
      'Empezamos a ver el formato nuevo en las altas y no sé si darlo por soportado. La tabla de documentos no distingue versiones.',
    steps: [
      {
        by: 'valeria',
        at: '+70',
        says: 'Hola, Constanza. Está soportado, con lectura de chip incluida. Le pedí al equipo de documentación que agregue la versión a la tabla.',
      },
      { by: 'constanza', at: '+25', says: 'Bien, entonces lo habilitamos.' },
      {
        by: 'valeria',
        at: '+3d 10:00',
        says: 'La tabla ya muestra la versión de cada documento y desde cuándo se admite.',
        leaves: { resolved: 'El pasaporte nuevo está soportado y la documentación ya lo indica.' },
      },
      { by: 'valeria', at: '+5d 9:00', sets: 'closed' },
    ],
  },
  {
    key: 'caida-biometria',
    client: 'martin',
    opened: '61d 18:20',
    title: 'La biometría no responde: HTTP 502 en todas las sesiones',
    priority: 'urgent',
    category: 'technical',
    tags: ['incidencia', 'biometría', 'producción'],
    description: 'Todo `/v2/biometrics/sessions` da 502 desde las 18:12.',
    steps: [
      {
        by: 'hugo',
        at: '+2',
        says: 'Hola, Martín. Confirmado, es nuestro. Acabamos de abrir la incidencia en la página de estado.',
      },
      {
        by: 'hugo',
        at: '+16',
        says: 'Volvimos a la versión anterior y las sesiones ya responden. Seguimos vigilando media hora más antes de darlo por cerrado.',
      },
      { by: 'martin', at: '+7', says: 'Por aquí todo normal otra vez.' },
      {
        by: 'hugo',
        at: '+28',
        notes:
          'Causa: certificado interno caducado en el balanceador nuevo. Falta alerta de caducidad; lo lleva plataforma.',
      },
      {
        by: 'hugo',
        at: '+12',
        says: 'Estable desde las 18:38. El origen fue un certificado interno caducado; a partir de ahora hay una alerta 30 días antes.',
        leaves: { resolved: 'Certificado interno renovado. Interrupción de 26 minutos, de 18:12 a 18:38.' },
      },
      { by: 'hugo', at: '+5d 9:00', sets: 'closed' },
    ],
  },
  {
    key: 'peso-sdk',
    client: 'lucia',
    opened: '72d 9:15',
    title: 'Reducir lo que pesa el SDK en la app',
    priority: 'low',
    category: 'feature_request',
    tags: ['sdk', 'android', 'ios', 'rendimiento'],
    description: [
      'El SDK nos suma 21 MB y la mayoría de la gente lo usa una sola vez. ¿Hay planes de:',
      '',
      '1. separar la lectura NFC en un módulo opcional,',
      '2. descargar el modelo la primera vez que se usa?',
    ],
    steps: [
      {
        by: 'hugo',
        at: '+1d 9:30',
        says: 'Hola, Lucía. Lo primero está en marcha: la 4.12 separa `capture-nfc`, que son 9 de esos 21 MB. Lo segundo se descartó por ahora, porque sin conexión la captura quedaría inservible.',
      },
      { by: 'lucia', at: '+30', says: 'Con quitar NFC ya nos quedamos en un tamaño razonable. Esperamos a la 4.12.' },
      {
        by: 'hugo',
        at: '+12d 10:10',
        says: 'Publicada la 4.12. Las instrucciones para excluir NFC están en la guía de instalación.',
        leaves: { resolved: 'Desde la 4.12, NFC es un módulo aparte: el SDK baja de 21 a 12 MB.' },
      },
      { by: 'hugo', at: '+5d 9:00', sets: 'closed' },
    ],
  },
];
