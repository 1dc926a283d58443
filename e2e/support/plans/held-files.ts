import { hold } from '../hold';
import type { Plan, World } from '../plan';

const aFile = async ({ api }: World) => {
  const { id, filename } = await hold(api.client, 'nota con ñ.txt', 'Una nota.');
  return { id, filename };
};

/** Reading what Hilo holds, and deleting it. */
export const heldFilePlans: Record<string, Plan> = {
  readAttachment: { who: 'client', params: aFile },
  deleteAttachment: { who: 'client', params: aFile },
  // A text has no thumbnail; and links are not made up.
  downloadAttachment: { who: 'client', params: aFile, fitQuery: () => ({}) },
};
