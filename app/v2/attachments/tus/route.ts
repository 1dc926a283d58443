import { endpoint, resource } from '@/lib/http/endpoint';
import { answerTus, tusOptions } from './answer';
import { createDoc } from './doc';

/** Uploads that survive a broken connection: begins one. Source: docs/contract.md, "Resumable uploads". */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  { POST: endpoint({ scope: 'tickets:write', doc: createDoc }, (call) => answerTus(call)) },
  tusOptions,
);
