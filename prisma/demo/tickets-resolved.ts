import type { TicketSpec } from './types';

/** Resolved in the last days and weeks: the API and its SDKs. */
export const resolvedTickets: TicketSpec[] = [
  {
    key: 'referencia-duplicada',
    client: 'andres',
    opened: '8d 9:40',
    title: '409 DUPLICATE_REFERENCE al reintentar una verificación que nunca se creó',
    priority: 'medium',
    category: 'technical',
    tags: ['api', 'reintentos', 'idempotencia'],
    description: [
      'Si la primera llamada se corta por tiempo, al repetirla recibimos:',
      '',
      '```json',
      '{ "error": "La referencia ya existe", "message": "DUPLICATE_REFERENCE" }',
      '```',
      '',
      'Pero no tenemos el `ver_…` porque la primera nunca contestó. ¿Cómo lo recuperamos?',
    ],
    steps: [
      {
        by: 'hugo',
        at: '+33',
        says: [
          'Hola, Andrés. La primera sí se creó; lo que se perdió fue la respuesta. Tienes dos caminos:',
          '',
          '1. Buscarla: `GET /v2/verifications?reference=TU-REFERENCIA`',
          '2. Mejor, mandar siempre `Idempotency-Key`: si repites con la misma clave, te devolvemos la misma respuesta.',
          '',
          '```bash',
          'curl https://api.cotejo.example/v2/verifications \\',
          '  -H "Authorization: Bearer $CLAVE" \\',
          '  -H "Idempotency-Key: alta-88213" \\',
          '  -H "Content-Type: application/json" \\',
          '  -d \'{"country": "PE", "reference": "alta-88213", "flow": "document+selfie"}\'',
          '```',
        ],
      },
      { by: 'andres', at: '+160', says: 'Con la cabecera quedó resuelto y además borramos 80 líneas nuestras.' },
      {
        by: 'hugo',
        at: '+8',
        sets: {
          resolved: 'Se recomendó `Idempotency-Key` en la creación; el reintento devuelve la verificación original.',
        },
      },
    ],
  },
  {
    key: 'rut-con-k',
    client: 'constanza',
    opened: '14d 10:25',
    title: 'Los RUT que terminan en «k» minúscula se rechazan',
    priority: 'medium',
    category: 'technical',
    tags: ['documentos', 'chile', 'validación'],
    description: '`12.345.678-k` responde `INVALID_DOCUMENT_NUMBER` y `12.345.678-K` pasa. La gente escribe las dos.',
    steps: [
      {
        by: 'valeria',
        at: '+45',
        says: 'Hola, Constanza. Tienes razón, no debería importar. Lo paso a desarrollo; de momento, si lo conviertes a mayúscula antes de enviarlo, funciona.',
      },
      {
        by: 'valeria',
        at: '+3d 11:00',
        says: 'Ya está corregido en producción: aceptamos las dos, con o sin puntos.',
        leaves: { resolved: 'La validación del RUT ya no distingue mayúsculas ni exige puntos.' },
      },
    ],
  },
  {
    key: 'android-r8',
    client: 'lucia',
    opened: '21d 9:00',
    title: 'La app se cierra al abrir la cámara en la versión publicada (Android)',
    priority: 'high',
    category: 'technical',
    tags: ['sdk', 'android', 'publicación'],
    description: [
      'En depuración va perfecto. En la versión con R8 activado se cierra al abrir la captura:',
      '',
      '```text',
      'java.lang.NoSuchMethodError: No direct method <init>(Landroid/content/Context;)V',
      '    in class Lexample/cotejo/capture/a;',
      '    at example.cotejo.capture.CaptureActivity.onCreate(SourceFile:58)',
      '```',
      '',
      'SDK 4.11.0, AGP 8.7, `minifyEnabled true`.',
    ],
    files: [
      ['traza-completa.txt', 18_432],
      ['proguard-rules.pro', 1_126],
    ],
    steps: [
      { by: 'hugo', at: '+20', assigns: 'hugo' },
      {
        by: 'hugo',
        at: '+28',
        says: [
          'Hola, Lucía. R8 está quitando un constructor que el SDK llama por reflexión. Añade esto a tus reglas:',
          '',
          '```proguard',
          '-keep class example.cotejo.capture.** { *; }',
          '-keepattributes *Annotation*, InnerClasses',
          '```',
          '',
          'En la 4.12 las reglas ya vienen dentro del paquete y no hará falta.',
        ],
        leaves: 'pending',
      },
      {
        by: 'lucia',
        at: '+1d 8:45',
        says: 'Con las reglas arranca sin problema en los seis dispositivos que teníamos apartados. Publicamos hoy.',
      },
      {
        by: 'hugo',
        at: '+15',
        sets: { resolved: 'Faltaban reglas de R8 para el SDK 4.11. Se compartieron; desde la 4.12 van incluidas.' },
      },
    ],
  },
  {
    key: 'latencia-tarde',
    client: 'joaquin',
    opened: '24d 9:30',
    title: 'Las verificaciones con selfie tardan más de 12 segundos',
    priority: 'high',
    category: 'technical',
    tags: ['biometría', 'latencia'],
    description:
      'Lo normal eran 3 o 4 segundos. Desde ayer, entre 12 y 15. Solo con selfie; el documento solo va igual que siempre.',
    steps: [
      {
        by: 'hugo',
        at: '+18',
        says: 'Hola, Joaquín. Confirmado: uno de los nodos de comparación facial iba saturado. Lo retiramos hace unos minutos y los tiempos ya bajan. ¿Lo notas?',
        leaves: 'pending',
      },
      { by: 'joaquin', at: '+35', says: 'Sí, volvemos a 3,5 segundos.' },
      { by: 'hugo', at: '+5', sets: { resolved: 'Se retiró un nodo de comparación facial saturado.' } },
      { by: 'joaquin', at: '+1d 9:10', says: 'Reabro: esta mañana otra vez 11 segundos de media.' },
      {
        by: 'nuria',
        at: '+10',
        notes: 'Hugo está fuera esta mañana, lo miro yo. El nodo volvió solo al grupo tras el reinicio nocturno.',
      },
      {
        by: 'nuria',
        at: '+25',
        says: 'Hola, Joaquín. El nodo que retiramos volvió a entrar esta madrugada por un reinicio automático. Ahora está fuera de forma permanente y hay una alerta que avisa si el tiempo medio pasa de 6 segundos.',
      },
      { by: 'joaquin', at: '+1d 9:40', says: 'Un día entero sin picos. Gracias a los dos.' },
      {
        by: 'hugo',
        at: '+20',
        sets: {
          resolved:
            'Nodo saturado retirado de forma permanente y alerta nueva sobre el tiempo medio de las verificaciones con selfie.',
        },
      },
    ],
  },
  {
    key: 'altas-detenidas',
    client: 'martin',
    opened: '12d 8:05',
    title: 'Urgente: 300 altas detenidas en estado pending',
    priority: 'urgent',
    category: 'technical',
    tags: ['incidencia', 'producción'],
    description:
      'Desde las 7:20 ninguna verificación sale de `pending`. Hoy es jornada de incorporación y hay 300 personas esperando en cuatro ciudades.',
    steps: [
      { by: 'nuria', at: '+3', assigns: 'nuria' },
      {
        by: 'nuria',
        at: '+3',
        says: 'Hola, Martín. Lo estamos viendo también en otras cuentas, no es tu integración. Plataforma está con ello y te escribo cada 15 minutos, haya novedades o no.',
      },
      {
        by: 'hugo',
        at: '+9',
        notes: 'Cola de documentos atascada por un mensaje malformado. Plataforma lo aparta y reanuda en 5 min.',
      },
      {
        by: 'nuria',
        at: '+4',
        says: 'Encontrado: un mensaje defectuoso bloqueaba la cola. Lo están apartando; tus altas siguen en orden y **no hay que reenviarlas**.',
      },
      { by: 'martin', at: '+6', says: 'Gracias. Les digo que esperen entonces.' },
      {
        by: 'nuria',
        at: '+8',
        says: 'La cola avanza desde las 8:35. De tus 300 ya salieron 184; las demás, en unos 10 minutos.',
      },
      { by: 'martin', at: '+14', says: 'Salieron todas. Se agradece mucho que avisaran a cada rato.' },
      {
        by: 'nuria',
        at: '+190',
        says: 'Te dejo el informe de lo ocurrido. En resumen: un mensaje malformado detuvo la cola durante 75 minutos, y desde hoy un mensaje así se aparta solo sin frenar al resto.',
        files: [['informe-cola-de-documentos.pdf', 146_432]],
        leaves: {
          resolved:
            'Se apartó el mensaje que bloqueaba la cola y se procesaron las 300 altas. Los mensajes malformados ya no detienen la cola.',
        },
      },
    ],
  },
];
