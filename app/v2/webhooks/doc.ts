import { z } from 'zod';
import type { Doc } from '@/lib/http/doc';
import { webhookObject, webhookWithSecretObject } from '@/lib/webhooks/schema';

/** The `{id}` of every path under a webhook. */
export const webhookParams = {
  id: z.string().meta({ description: 'The webhook’s `_id`.', example: 'webhook_01h455vb4pex5vsknk084sn02q' }),
};

export const listWebhooksDoc: Doc = {
  id: 'listWebhooks',
  tag: 'Webhooks',
  summary: 'List webhooks',
  description: 'The caller’s own; an admin’s are everybody’s. Newest first.',
  replies: { 200: { description: 'Webhooks, without their secrets.', data: z.array(webhookObject) } },
};

export const createWebhookDoc: Doc = {
  id: 'createWebhook',
  tag: 'Webhooks',
  summary: 'Make a webhook',
  description:
    'It hears what happens from now on, and of that what its owner may see: an admin every ticket, an agent what agents ' +
    'see, a client their own tickets without notes. The address must be https and public, in every answer that its name ' +
    'resolves to, unless `HILO_WEBHOOK_ALLOW` opens the host; it is looked at again each time. At most 20 a person. ' +
    'What is sent follows the Standard Webhooks specification 1.0; verify it with any of its libraries.',
  errors: ['TOO_MANY_WEBHOOKS'],
  examples: { everything: { url: 'https://crm.example.com/hilo' } },
  replies: {
    201: {
      description: 'The webhook, with its secret: here, and never again.',
      data: webhookWithSecretObject,
      headers: ['Location'],
    },
  },
};

export const readWebhookDoc: Doc = {
  id: 'readWebhook',
  tag: 'Webhooks',
  summary: 'Read a webhook',
  params: webhookParams,
  errors: ['WEBHOOK_NOT_FOUND'],
  replies: { 200: { description: 'The webhook, without its secret.', data: webhookObject } },
};

export const changeWebhookDoc: Doc = {
  id: 'changeWebhook',
  tag: 'Webhooks',
  summary: 'Change a webhook, turn it on or off',
  description:
    'Turned off, what was still to be sent is given up (it can be sent again later); turned on, it hears what happens from ' +
    'then on. What is still to be sent goes to a new address.',
  params: webhookParams,
  errors: ['WEBHOOK_NOT_FOUND'],
  examples: { on: { enabled: true } },
  replies: { 200: { description: 'The webhook as it is now.', data: webhookObject } },
};

export const deleteWebhookDoc: Doc = {
  id: 'deleteWebhook',
  tag: 'Webhooks',
  summary: 'Delete a webhook',
  description: 'With its ledger. What was still to be sent is not sent.',
  params: webhookParams,
  errors: ['WEBHOOK_NOT_FOUND'],
  replies: { 200: { description: 'The webhook as it was.', data: webhookObject } },
};

export const rotateSecretDoc: Doc = {
  id: 'rotateWebhookSecret',
  tag: 'Webhooks',
  summary: 'Make the secret anew',
  description:
    'For 24 hours the secret before signs as well: `webhook-signature` then holds two signatures, and a receiver that knows ' +
    'either secret finds its own.',
  params: webhookParams,
  errors: ['WEBHOOK_NOT_FOUND'],
  replies: { 200: { description: 'The webhook, with its new secret.', data: webhookWithSecretObject } },
};
