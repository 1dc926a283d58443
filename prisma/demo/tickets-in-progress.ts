import type { TicketSpec } from './types';

/** Tickets that Hugo and Valeria are working on. */
export const inProgressTickets: TicketSpec[] = [
  {
    key: 'firma-webhook-go',
    client: 'andres',
    opened: '2d 9:10',
    title: 'La firma Cotejo-Signature no coincide al validarla en Go',
    priority: 'high',
    category: 'technical',
    tags: ['webhooks', 'firma', 'go'],
    description: [
      'Estamos pasando el receptor de webhooks de Node a Go y la firma nunca coincide. En Node, con el mismo secreto, funciona.',
      '',
      '```go',
      'var evento map[string]any',
      'json.NewDecoder(r.Body).Decode(&evento)',
      'cuerpo, _ := json.Marshal(evento)',
      '',
      'mac := hmac.New(sha256.New, []byte(secreto))',
      'mac.Write([]byte(marca + "." + string(cuerpo)))',
      'esperada := hex.EncodeToString(mac.Sum(nil))',
      '```',
      '',
      '¿Qué se nos escapa?',
    ],
    steps: [
      {
        by: 'hugo',
        at: '+38',
        says: [
          'Hola, Andrés. Es el `json.Marshal`: ordena las claves y cambia los espacios, y la firma va sobre **los bytes tal como llegan**. Guarda el cuerpo antes de leerlo:',
          '',
          '```go',
          'cuerpo, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))',
          'if err != nil {',
          '  http.Error(w, "cuerpo ilegible", http.StatusBadRequest)',
          '  return',
          '}',
          'mac := hmac.New(sha256.New, []byte(secreto))',
          'fmt.Fprintf(mac, "%s.%s", marca, cuerpo)',
          '```',
          '',
          'Y compara con `hmac.Equal`, no con `==`.',
        ],
      },
      {
        by: 'andres',
        at: '+105',
        says: 'Era eso, ya coincide. Queda un caso: con los avisos que llevan tildes en el nombre sigue fallando.',
      },
      {
        by: 'hugo',
        at: '+1d 8:35',
        notes: 'Reproducido. Firmamos antes de escapar a \\uXXXX en la cola vieja. Es nuestro. Abierto COT-2291.',
      },
      {
        by: 'hugo',
        at: '+40',
        says: 'Tienes razón, y este es nuestro: en una parte de los envíos firmamos el texto antes de escapar los caracteres con tilde. Ya está en manos de plataforma; te escribo cuando salga el arreglo.',
      },
    ],
  },
  {
    key: 'homonimos-pep',
    client: 'rocio',
    opened: '2d 11:20',
    title: 'Falsos positivos en listas PEP por homónimos',
    priority: 'high',
    category: 'technical',
    tags: ['antecedentes', 'listas', 'pep'],
    description: [
      'Con apellidos comunes casi todo cae en revisión. De 240 personas de esta semana, 37 salieron como posible PEP y ninguna lo era.',
      '',
      'Mandamos nombre y documento, así que esperábamos que el documento descartara al homónimo. ¿Estamos usando mal el umbral?',
      '',
      '```json',
      '{ "checks": ["pep", "sanctions"], "match": { "threshold": 0.8 } }',
      '```',
    ],
    files: [['coincidencias-revisadas.xlsx', 54_272]],
    steps: [
      {
        by: 'hugo',
        at: '+65',
        says: 'Hola, Rocío. El umbral está bien. Muchas listas no publican el documento, y ahí solo queda el nombre. Si agregas `birth_date`, descartamos a quien no coincide en fecha, y eso suele quitar nueve de cada diez. ¿Tienes ese dato?',
      },
      { by: 'rocio', at: '+85', says: 'Sí, lo pedimos en el formulario. Mañana lo incluimos y te cuento.' },
      {
        by: 'rocio',
        at: '+1d 11:05',
        says: 'Bajó de 37 a 6 con los mismos datos. Mucho mejor. Esas 6 no tienen fecha en la lista; ¿se pueden marcar como revisadas para que no vuelvan a salir cada mes?',
      },
    ],
  },
  {
    key: 'webhooks-repetidos',
    client: 'constanza',
    opened: '3d 10:05',
    title: 'Cada webhook nos llega dos veces',
    priority: 'medium',
    category: 'technical',
    tags: ['webhooks', 'duplicados'],
    description:
      'Desde que agregamos la segunda URL recibimos todo por duplicado, y nuestro sistema manda dos correos de bienvenida. El identificador `evt_` es distinto en cada uno, por lo que no podemos descartar el repetido.',
    steps: [
      {
        by: 'hugo',
        at: '+80',
        says: 'Hola, Constanza. Cada destino recibe su propio envío, con su identificador. Para descartar repetidos usa `data.id` junto con `type`: esos dos son iguales en ambos. ¿Las dos URL acaban en el mismo servicio?',
      },
      {
        by: 'constanza',
        at: '+40',
        says: 'Sí, la segunda era para respaldo y terminó apuntando al mismo balanceador.',
      },
      {
        by: 'hugo',
        at: '+25',
        says: 'Entonces la segunda no te aporta: si la primera falla, reintentamos igual durante 24 horas. ¿Te parece si la desactivo y dejamos solo la principal?',
      },
      {
        by: 'constanza',
        at: '+1d 9:50',
        says: 'Déjame confirmarlo con infraestructura antes de tocar nada. Te aviso.',
      },
    ],
  },
  {
    key: 'factura-orden-compra',
    client: 'paula',
    opened: '3d 15:10',
    title: 'La factura no trae el número de orden de compra',
    priority: 'medium',
    category: 'billing',
    tags: ['facturas', 'orden de compra'],
    description:
      'El proveedor de pagos nos devuelve la F-{año}-1194 porque le falta la OC **4500087213**. ¿La pueden reemitir con ese dato y dejarlo fijo para las siguientes?',
    files: [['OC-4500087213.pdf', 122_880]],
    steps: [
      {
        by: 'valeria',
        at: '+35',
        says: 'Hola, Paula. Anotado. La anulamos y emitimos otra con la orden de compra; como ya cerró el mes, Facturación tarda de dos a tres días hábiles.',
      },
      {
        by: 'valeria',
        at: '+20',
        notes: 'Pedido FAC-882 con prioridad normal. Si pasado mañana no está, insistir a Inés.',
      },
      {
        by: 'paula',
        at: '+1d 9:40',
        says: 'Gracias. El pago sale el último día del mes, con que llegue antes estamos bien.',
      },
    ],
  },
];
