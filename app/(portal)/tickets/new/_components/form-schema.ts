import type { FieldObject, SentFields } from '@/lib/fields/schema';

/** Of what a form holds, the fields that it shows: a draft may remember some that are gone. */
export function shownOf(fields: FieldObject[], held: SentFields | null | undefined): SentFields {
  return Object.fromEntries(fields.map(({ key }) => [key, held?.[key] ?? '']));
}

/**
 * Loads the API's own schema and, where the desk has fields of its own, the rule that checks them here as there. It is heavier
 * than all the rest of the page: it comes with the first key.
 */
export async function loadSchema(fields: FieldObject[]) {
  const [{ createTicketSchema }, { sentFields }, { checkFields }] = await Promise.all([
    import('@/lib/tickets/schema'),
    import('@/lib/fields/schema'),
    import('@/lib/fields/rules'),
  ]);
  const checked = sentFields.superRefine((held, context) => {
    const { faults } = checkFields(fields, shownOf(fields, held), { isStaff: false, isForm: true });
    for (const [key, fault] of Object.entries(faults)) {
      const message = fault === 'missing' ? 'FIELD_REQUIRED' : 'INVALID_FIELDS';
      context.addIssue({ code: 'custom', path: [key], message });
    }
  });
  return createTicketSchema.extend({ fields: checked.nullish() });
}
