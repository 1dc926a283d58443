import fc from 'fast-check';
import { TypeID } from 'typeid-js';
import { expect, it } from 'vitest';
import { fromPublicId, newIdOf, toPublicId } from './ids';

it('writes ids as the library does, and they are read back', () => {
  fc.assert(
    fc.property(fc.uuid(), (uuid) => {
      const id = toPublicId('support_ticket', uuid);
      expect(id).toBe(TypeID.fromUUID('support_ticket', uuid).toString());
      expect(fromPublicId(id, 'client', 'support_ticket')).toBe(uuid);
    }),
  );
  for (const each of ['0', 'f', '1', '8'])
    expect(toPublicId('client', '00000000-0000-0000-0000-000000000000'.replaceAll('0', each))).toBe(
      TypeID.fromUUID('client', '00000000-0000-0000-0000-000000000000'.replaceAll('0', each)).toString(),
    );
});

it('an id of something older says when that was made', () => {
  const at = new Date('2021-03-04T05:06:07.089Z');
  expect(Number.parseInt(newIdOf(at).replace('-', '').slice(0, 12), 16)).toBe(at.getTime());
  expect(newIdOf(new Date(-1))).toMatch(/^00000000-0000-7/);
});
