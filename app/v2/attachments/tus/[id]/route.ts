import { endpoint, resource } from '@/lib/http/endpoint';
import { answerTus, tusOptions } from '../answer';
import { cancelDoc, offsetDoc, sendDoc } from '../doc';

/** One upload on its way: how far it is, its next bytes, its end before time. Source: docs/contract.md, "Resumable uploads". */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  {
    HEAD: endpoint({ scope: 'tickets:write', doc: offsetDoc }, (call) => answerTus(call, call.params.id)),
    PATCH: endpoint({ scope: 'tickets:write', doc: sendDoc }, (call) => answerTus(call, call.params.id)),
    DELETE: endpoint({ scope: 'tickets:write', doc: cancelDoc }, (call) => answerTus(call, call.params.id)),
  },
  tusOptions,
);
