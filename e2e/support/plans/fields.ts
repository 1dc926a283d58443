import type { Plan, World } from '../plan';

/** A desk has room for thirty fields, and other tests make some: those of this process go before the next comes. */
const prefix = `plan_${process.pid}_`;

async function removeOurs({ api }: World): Promise<void> {
  const { body } = await api.admin.get<{ data: { _id: string; key: string }[] }>('/v2/fields');
  for (const { _id, key } of body.data) if (key.startsWith(prefix)) await api.admin.send('DELETE', `/v2/fields/${_id}`);
}

const newKey = () => prefix + Math.random().toString(36).slice(2, 10);

/** A field of the desk's own, which no form of another test shows. */
export async function aField(world: World, fields: object = {}): Promise<{ id: string; key: string }> {
  await removeOurs(world);
  const body = { key: newKey(), label: 'Campo', kind: 'choice', choices: ['Norte', 'Sur'], ...fields };
  const made = await world.api.admin.post<{ data: { _id: string; key: string } }>('/v2/fields', body);
  if (made.status !== 201) throw new Error(made.text);
  return { id: made.body.data._id, key: made.body.data.key };
}

const anId = async (world: World) => ({ id: (await aField(world)).id });
// What stands in the form of a new ticket would be seen by other tests.
const quiet = { forClients: false, required: false };

/** The fields that a desk makes for itself. */
export const fieldPlans: Record<string, Plan> = {
  listFields: { who: 'client' },
  createField: {
    who: 'admin',
    async fit({ choices, ...body }, world) {
      await removeOurs(world);
      const some = Array.isArray(choices) && choices.length > 0 ? choices : ['Norte'];
      return { ...body, ...quiet, key: newKey(), choices: some };
    },
  },
  changeField: {
    who: 'admin',
    params: anId,
    fit: ({ choices, ...body }) => ({
      ...body,
      ...quiet,
      ...(Array.isArray(choices) && choices.length > 0 && { choices }),
    }),
  },
  deleteField: { who: 'admin', params: anId },
};
