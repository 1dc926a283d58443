'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { apiFetch } from '@/components/forms/api';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { typeInto } from '@/components/ui/markdown-edits';
import { toast } from '@/components/ui/toast';
import { hasActions, macroValues, renderMacro } from '@/lib/macros/rules';
import type { MacroObject } from '@/lib/macros/schema';
import type { TicketObject } from '@/lib/tickets/schema';
import { useTicketIfOpen } from '../ticket/use-ticket';
import { useDeskName } from './desk-name';

/** Where the agent writes. */
const area = () => document.querySelector<HTMLTextAreaElement>('textarea[data-composer]');

/** What brings a ticket back to how it stood before a macro, in the order in which it has to be sent. */
function wayBack(before: TicketObject, after: TicketObject, team: { before: string | null } | undefined): object[] {
  const names = ['status', 'priority', 'category', 'tags', 'assignedTo'] as const;
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const change: Record<string, unknown> = Object.fromEntries(changed.map((name) => [name, before[name]]));
  if (team) change.team = team.before;
  if ('status' in change && before.status === 'resolved' && before.resolution) change.resolution = before.resolution;
  if (Object.keys(change).length === 0) return [];
  // From closed there is one way only.
  return 'status' in change && after.status === 'closed' && before.status !== 'open'
    ? [{ status: 'open' }, change]
    : [change];
}

/** What macros do in the open ticket; null with none open. */
export function useApplyMacro() {
  const t = useTranslations('macros.desk');
  const common = useTranslations('common.actions');
  const { sentence } = useErrorSentence();
  const format = useFormatter();
  const desk = useDeskName();
  const open = useTicketIfOpen();
  if (!open) return null;
  const { ticket, data, url, ifUnchanged, wrote, showNews } = open;

  const fail = (code: string, message: string, again: () => void) =>
    toast.error(t('failed', { reason: sentence(code, message) }), { label: common('retry'), run: again });

  async function undo(steps: object[]): Promise<void> {
    for (const body of steps) {
      const result = await apiFetch(url, { method: 'PATCH', body });
      if (!result.ok) return fail(result.code, result.message, () => void undo(steps));
      wrote(result.etag);
    }
    toast.done(t('undone'));
  }

  /** `before` is how the ticket stood, as the API tells it: what undoing gives back. */
  async function act(macro: MacroObject, isSecond = false): Promise<void> {
    const does = hasActions(macro.actions);
    const before = does ? await apiFetch<TicketObject>(url) : undefined;
    const team = macro.actions.team === undefined ? undefined : { before: ticket.team?.id ?? null };
    const headers = does && !isSecond ? ifUnchanged() : {};
    const result = await apiFetch<TicketObject>(`${url}/macros/${macro._id}`, { method: 'POST', headers });
    if (!result.ok) {
      if (result.code === 'PRECONDITION_FAILED' && !isSecond) {
        // Others’ changes are shown; those that a macro makes are said in words and can be taken back.
        await showNews();
        return act(macro, true);
      }
      return fail(result.code, result.message, () => void act(macro, true));
    }
    if (!does) return;
    wrote(result.etag);
    const steps = before?.ok ? wayBack(before.data, result.data, team) : [];
    toast.done(
      t('applied', { name: macro.name }),
      steps.length > 0 ? { label: common('undo'), run: () => void undo(steps) } : undefined,
    );
  }

  /** The text as it is for this ticket; variables without a value stand in it as they were. */
  function render(macro: MacroObject): string {
    const values = macroValues({
      client: data.client,
      ticket,
      agent: ticket.me,
      desk,
      today: format.dateTime(new Date(), { dateStyle: 'long' }),
      fields: data.fields,
    });
    return renderMacro(macro.body, values).text;
  }

  /** The paper for a note, where the macro is one. */
  function prepare(macro: MacroObject): void {
    if (macro.internal && macro.body.trim() !== '') document.querySelector<HTMLElement>('[data-key=note]')?.click();
  }

  return {
    render,
    /** Does what the macro does and counts the use; its text stands already. */
    act: (macro: MacroObject) => {
      prepare(macro);
      void act(macro);
    },
    /** Writes the macro's text where the caret is, or was, and does what it does. */
    use: (macro: MacroObject) => {
      prepare(macro);
      const text = render(macro);
      const field = area();
      if (field && text !== '') typeInto(field, text, field.selectionStart, field.selectionEnd);
      void act(macro);
    },
  };
}
