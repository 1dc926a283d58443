import { z } from 'zod';
import type { Doc } from '@/lib/http/doc';
import { deliveryObject, deliveryWithPayloadObject, resentObject } from '@/lib/webhooks/schema';
import { webhookParams } from '../../doc';

const deliveryParams = {
  ...webhookParams,
  delivery: z.string().meta({ description: 'The delivery’s `_id`.', example: 'msg_01h455vb4pex5vsknk084sn02q' }),
};

export const testWebhookDoc: Doc = {
  id: 'testWebhook',
  tag: 'Webhooks',
  summary: 'Send a test',
  description:
    'Sends a message of the type `webhook.test` with empty `data` at once, once, and answers with what came of it. Two at a ' +
    'time may be on their way.',
  params: webhookParams,
  errors: ['WEBHOOK_NOT_FOUND', 'WEBHOOK_DISABLED'],
  replies: { 200: { description: 'The delivery, tried.', data: deliveryObject } },
};

export const listDeliveriesDoc: Doc = {
  id: 'listDeliveries',
  tag: 'Webhooks',
  summary: 'List deliveries',
  description: 'The ledger: every message with every attempt, newest first. It is kept for 30 days.',
  params: webhookParams,
  errors: ['WEBHOOK_NOT_FOUND'],
  replies: { 200: { description: 'A page of deliveries.', data: z.array(deliveryObject), isPage: true } },
};

export const readDeliveryDoc: Doc = {
  id: 'readDelivery',
  tag: 'Webhooks',
  summary: 'Read a delivery with its payload',
  params: deliveryParams,
  errors: ['WEBHOOK_NOT_FOUND', 'DELIVERY_NOT_FOUND'],
  replies: { 200: { description: 'The delivery, with what is sent.', data: deliveryWithPayloadObject } },
};

export const resendDeliveryDoc: Doc = {
  id: 'resendDelivery',
  tag: 'Webhooks',
  summary: 'Send a delivery again',
  description:
    'Soon, under the same `webhook-id`, with ten fresh attempts. One that is still to be tried is tried now.',
  params: deliveryParams,
  errors: ['WEBHOOK_NOT_FOUND', 'DELIVERY_NOT_FOUND', 'WEBHOOK_DISABLED'],
  replies: { 200: { description: 'The delivery as it is now.', data: deliveryObject } },
};

export const resendDeliveriesDoc: Doc = {
  id: 'resendDeliveries',
  tag: 'Webhooks',
  summary: 'Send again everything since a time',
  description: 'Or those of one status. Tests are left out.',
  params: webhookParams,
  errors: ['WEBHOOK_NOT_FOUND', 'WEBHOOK_DISABLED'],
  examples: { failed: { since: '2026-01-15T03:00:00Z', status: 'failed' } },
  replies: { 200: { description: 'How many will be sent again.', data: resentObject } },
};
