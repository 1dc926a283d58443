import { expect } from '@playwright/test';
import type {
  DeliveryObject,
  DeliveryWithPayloadObject,
  WebhookObject,
  WebhookWithSecretObject,
} from '@/lib/webhooks/schema';
import type { Answer, Api } from './api';

export const webhooksPath = '/v2/webhooks';

/** Any answer of the API to a webhook's route. */
export interface WebhookAnswer<Data> {
  data: Data;
  message: string;
  details: { field: string }[];
  page: { limit: number; next: string | null };
}

export const make = (api: Api, body: object): Promise<Answer<WebhookAnswer<WebhookWithSecretObject>>> =>
  api.post(webhooksPath, body);

/** A webhook that must be taken, with its secret. */
export async function makeWebhook(api: Api, url: string, more: object = {}): Promise<WebhookWithSecretObject> {
  const answer = await make(api, { url, ...more });
  expect(answer.status, answer.text).toBe(201);
  return answer.body.data;
}

/** A webhook as a caller reads it now. */
export async function readWebhook(api: Api, { _id }: { _id: string }): Promise<WebhookObject> {
  const answer = await api.get<WebhookAnswer<WebhookObject>>(`${webhooksPath}/${_id}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
}

/** The ledger of a webhook, newest first; `query` goes after the question mark. */
export async function readLedger(api: Api, { _id }: { _id: string }, query = ''): Promise<DeliveryObject[]> {
  const answer = await api.get<WebhookAnswer<DeliveryObject[]>>(`${webhooksPath}/${_id}/deliveries?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
}

/** One delivery with its payload. */
export async function readDelivery(api: Api, { _id }: { _id: string }, id: string): Promise<DeliveryWithPayloadObject> {
  const answer = await api.get<WebhookAnswer<DeliveryWithPayloadObject>>(`${webhooksPath}/${_id}/deliveries/${id}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
}

/** Sends a test and gives what came of it. */
export async function sendTest(api: Api, { _id }: { _id: string }): Promise<DeliveryObject> {
  const answer = await api.send<WebhookAnswer<DeliveryObject>>('POST', `${webhooksPath}/${_id}/test`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
}
