import type { TicketSpec } from './types';

/** The demo client's active tickets. Prose here is one line a paragraph, however long, as its author typed it. */
export const marianaTickets: TicketSpec[] = [
  {
    key: 'clave-rotada',
    client: 'mariana',
    opened: 32,
    title: 'Error 401 en /v2/verifications desde que rotamos la clave',
    priority: 'high',
    category: 'technical',
    tags: ['api', 'producción', 'autenticación'],
    description: [
      'Rotamos la clave de producción hoy y desde entonces todas las llamadas responden `401 UNAUTHORIZED`.',
      '',
      '- Solicitud de ejemplo: `req_8Kq2mVx4`',
      '- En el entorno de pruebas funciona bien',
      '- Afecta a unas 300 altas por hora',
    ],
    files: [
      ['registro-401-produccion.txt', 12_288],
      ['captura-panel-de-credenciales.png', 1_843_200],
    ],
    steps: [
      { by: 'nuria', at: 28, assigns: 'nuria' },
      { by: 'nuria', at: 28, sets: 'in_progress' },
      {
        by: 'hugo',
        at: 23,
        notes:
          'Nuria: la clave `…f3Qa` se creó sin `verifications:write`. Es el mismo fallo del panel que en #{permisos-clave-creada}; el arreglo está en revisión.',
      },
      {
        by: 'nuria',
        at: 16,
        says: [
          'Hola, Mariana. Ya vemos el rechazo: la clave nueva quedó sin el permiso `verifications:write`, y por eso la API no la acepta. Acabo de activarlo.',
          '',
          '¿Puedes repetir una llamada como esta?',
          '',
          '```bash',
          'curl https://api.cotejo.example/v2/verifications \\',
          '  -H "Authorization: Bearer $CLAVE_NUEVA" \\',
          '  -H "Content-Type: application/json" \\',
          '  -d \'{"country": "CO", "reference": "prueba-401", "flow": "document"}\'',
          '```',
        ],
      },
      {
        by: 'mariana',
        at: 6,
        says: 'Ahora responde 201, pero las altas que fallaron siguen en rechazadas. ¿Se reintentan solas o las reenviamos nosotros?',
      },
    ],
  },
  {
    key: 'webhooks-retraso-lumen',
    client: 'mariana',
    opened: '2d 10:12',
    title: 'Los webhooks de verification.completed llegan con 20 minutos de retraso',
    priority: 'medium',
    category: 'technical',
    tags: ['webhooks', 'producción'],
    description: [
      'Desde ayer los avisos de `verification.completed` nos llegan entre 15 y 25 minutos después de que la verificación termina. Antes eran segundos.',
      '',
      'Tres ejemplos de esta mañana:',
      '',
      '| Verificación | Terminó | Llegó el aviso |',
      '| --- | --- | --- |',
      '| `ver_01HZ7Q4M` | 8:41:07 | 9:02:55 |',
      '| `ver_01HZ7QAX` | 8:47:30 | 9:04:12 |',
      '| `ver_01HZ7QKD` | 9:10:02 | 9:33:48 |',
    ],
    files: [['webhooks-recibidos.csv', 48_640]],
    steps: [
      {
        by: 'hugo',
        at: '+42',
        says: 'Hola, Mariana. Gracias por la tabla, así da gusto. Voy a cruzar esas tres entregas con nuestra cola y te cuento en cuanto tenga algo.',
      },
      {
        by: 'hugo',
        at: '+1d 9:20',
        notes:
          'Las tres salieron a la primera, pero contra un destino que tardó 30 s y cortó. Los reintentos son los que llegan tarde. O cambiaron la URL o alguien metió un proxy delante. No es lo de #{webhooks-repetidos}: aquí el identificador del aviso es el mismo.',
      },
      {
        by: 'hugo',
        at: 120,
        says: [
          'Ya tengo una pista: el primer intento sale a tiempo, pero el destino no contesta en 30 segundos y corta, así que lo que te llega es el reintento.',
          '',
          '¿Nos confirmas dos cosas?',
          '',
          '1. La URL de destino actual y si hay un proxy o WAF delante.',
          '2. La zona horaria de tu tabla, para alinear los registros.',
        ],
        leaves: 'pending',
      },
    ],
  },
  {
    key: 'factura-duplicada',
    client: 'mariana',
    opened: '1d 14:05',
    title: 'Factura de {mes} duplicada: F-{año}-1187 y F-{año}-1188',
    priority: 'medium',
    category: 'billing',
    tags: ['facturas', 'cobro duplicado'],
    description:
      'Nos llegaron dos facturas por el consumo de {mes}, con el mismo importe (1.284.600 COP) y la misma fecha. Contabilidad no puede aprobar ninguna hasta saber cuál vale. ¿Nos dicen cuál anulan?',
    files: [
      ['F-{año}-1187.pdf', 184_320],
      ['F-{año}-1188.pdf', 184_512],
    ],
    steps: [
      { by: 'valeria', at: '+20', assigns: 'nuria' },
      {
        by: 'nuria',
        at: '+45',
        says: 'Recibido, Mariana. Las dos salieron con un minuto de diferencia, así que todo apunta a una emisión repetida. Lo confirmo con Facturación y te digo cuál queda vigente. Mientras tanto no paguen ninguna.',
      },
      {
        by: 'nuria',
        at: 185,
        notes:
          'Facturación confirma: la 1188 es la repetida. Falta que emitan la nota de crédito; la piden para hoy mismo.',
      },
    ],
  },
  {
    key: 'aviso-caducidad-claves',
    client: 'mariana',
    opened: '1d 11:30',
    title: 'Avisar por correo antes de que caduque una clave de API',
    priority: 'low',
    category: 'feature_request',
    tags: ['claves de api', 'avisos'],
    description: [
      'Nuestra política obliga a rotar las claves cada 90 días y hoy lo llevamos en un calendario compartido, que ya sabemos cómo acaba.',
      '',
      'Nos ayudaría un correo **15, 7 y 1 día antes** de que caduque cada clave, a una lista que podamos configurar. Si además hubiera un webhook (`api_key.expiring`), lo conectaríamos a nuestras alertas.',
    ],
    steps: [],
  },
  {
    key: 'fotos-413',
    client: 'mariana',
    opened: 55,
    title: '/v2/documents responde 413 con fotos de móviles nuevos',
    priority: 'medium',
    category: 'technical',
    tags: ['documentos', 'imágenes'],
    description: [
      'Los teléfonos recientes sacan fotos de 9 a 12 MB y `/v2/documents` las rechaza:',
      '',
      '```json',
      '{ "error": "El archivo supera 8 MB", "message": "FILE_TOO_LARGE" }',
      '```',
      '',
      '¿Hay un tamaño recomendado para reducirlas en la app sin perder lectura del código de barras? Hoy comprimimos a ciegas.',
    ],
    files: [['cedula-reverso-prueba.jpg', 9_961_472]],
    steps: [],
  },
];
