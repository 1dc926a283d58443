import type { Plan } from '../plan';

/** Files in one request. */
export const uploadPlans: Record<string, Plan> = {
  uploadFile: {
    who: 'client',
    headers: () => ({ 'content-type': 'text/plain', 'content-disposition': 'attachment; filename="nota.txt"' }),
    bytes: () => new TextEncoder().encode('Una nota.'),
  },
};
