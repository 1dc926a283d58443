import sql from 'sql-template-tag';
import type { FieldObject } from '@/lib/fields/schema';
import { db } from '@/lib/platform/db';
import type { Api } from './api';

/** Makes fields whose keys are this test's alone; `removeFields` takes them away. Never required: other tests file by the form. */
export async function makeField(admin: Api, fields: Partial<FieldObject> & { label: string }): Promise<FieldObject> {
  const key = `e2e_${crypto.randomUUID().slice(0, 8)}`;
  const body = { key, kind: 'text', ...fields };
  const made = await admin.post<{ data: FieldObject }>('/v2/fields', body);
  if (made.status !== 201) throw new Error(made.text);
  return made.body.data;
}

/** Takes fields away with their desk’s memory of them: tickets of a test are nobody else's. */
export async function removeFields(keys: string[]): Promise<void> {
  await db.query(sql`DELETE FROM custom_fields WHERE key = ANY(${keys}::text[])`);
}
