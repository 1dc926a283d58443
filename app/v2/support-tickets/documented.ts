// The examples of the two documents in docs/seeds/, word for word: nothing here is ours to improve.

/** What the document of creation sends. */
export const documentedRequest = {
  title: 'Problema de Integración de API',
  description:
    'Tengo problemas para integrar la API de validación biométrica. Obtengo errores 401 al intentar autenticar.',
  priority: 'high',
  category: 'technical',
  tags: ['api', 'authentication', 'biometric'],
  attachments: [
    {
      filename: 'error_logs.txt',
      url: 'https://storage.verifik.co/attachments/error_logs.txt',
      size: 1024,
      type: 'text/plain',
    },
  ],
};

/** What it is answered. */
export const documentedReply = {
  success: true,
  data: {
    _id: 'support_ticket_123456789',
    title: 'Problema de Integración de API',
    description:
      'Tengo problemas para integrar la API de validación biométrica. Obtengo errores 401 al intentar autenticar.',
    status: 'open',
    priority: 'high',
    category: 'technical',
    client: 'client_123456789',
    assignedTo: null,
    threads: [
      {
        author: 'client_123456789',
        message:
          'Tengo problemas para integrar la API de validación biométrica. Obtengo errores 401 al intentar autenticar.',
        timestamp: '2024-01-15T10:30:00Z',
        type: 'user',
      },
    ],
    attachments: [
      {
        filename: 'error_logs.txt',
        url: 'https://storage.verifik.co/attachments/error_logs.txt',
        size: 1024,
        type: 'text/plain',
      },
    ],
    tags: ['api', 'authentication', 'biometric'],
    resolution: null,
    createdAt: '2024-01-15T10:30:00Z',
    updatedAt: '2024-01-15T10:30:00Z',
    resolvedAt: null,
  },
};

/** The document of the ticket object: its example. */
export const documentedTicket = {
  _id: 'support_ticket_123456789',
  title: 'Problema de Integración de API',
  description: 'Tengo problemas para integrar la API de validación biométrica. Obtengo errores 401.',
  status: 'in_progress',
  priority: 'high',
  category: 'technical',
  client: 'client_123456789',
  assignedTo: 'agent_123456789',
  threads: [
    {
      author: 'client_123456789',
      message: 'Obtengo errores 401 cuando trato de usar el endpoint de validación biométrica.',
      timestamp: '2024-01-15T10:30:00Z',
      type: 'user',
    },
    {
      author: 'agent_123456789',
      message: 'He revisado su clave API y parece ser válida. Déjeme revisar los logs.',
      timestamp: '2024-01-15T11:00:00Z',
      type: 'agent',
    },
  ],
  attachments: [
    {
      filename: 'error_logs.txt',
      url: 'https://storage.verifik.co/attachments/error_logs.txt',
      size: 1024,
      type: 'text/plain',
    },
  ],
  tags: ['api', 'authentication', 'biometric'],
  resolution: null,
  createdAt: '2024-01-15T10:30:00Z',
  updatedAt: '2024-01-15T11:00:00Z',
  resolvedAt: null,
};
