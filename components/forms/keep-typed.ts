import type { FieldValues, Path, PathValue, UseFormReturn } from 'react-hook-form';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What a control holds, as the form would: for a radio, what its whole group does. */
function held(control: Control): unknown {
  if (!(control instanceof HTMLInputElement)) return control.value;
  if (control.type === 'checkbox') return control.checked;
  if (control.type !== 'radio') return control.value;
  const group = control.form?.elements.namedItem(control.name);
  return group instanceof RadioNodeList ? group.value : control.checked && control.value;
}

/** The first value, for the server's HTML: the page must not change when its script arrives. */
function firstValue(value: unknown): { defaultValue?: string; defaultChecked?: boolean } {
  if (typeof value === 'string') return { defaultValue: value };
  return typeof value === 'boolean' ? { defaultChecked: value } : {};
}

/** Controls that a form has had before: what those hold is the form's own, and a reset must be able to clear it. */
const known = new WeakSet<Control>();

/**
 * react-hook-form's `register`, with two differences: the server's HTML already holds the default, and what somebody typed
 * before the page's script had arrived is kept (registering would write the default over it).
 */
export function keepTyped<Input extends FieldValues, Output>(form: UseFormReturn<Input, unknown, Output>) {
  return function register(name: Path<Input>) {
    const field = form.register(name);
    const first: unknown = form.formState.defaultValues?.[name];
    return {
      ...field,
      ...firstValue(first),
      ref(control: Control | null) {
        const before = control && !known.has(control) && held(control);
        field.ref(control);
        if (control) known.add(control);
        if (!control || !before || before === first || held(control) === before) return;
        form.setValue(name, before as PathValue<Input, Path<Input>>, { shouldDirty: true });
      },
    };
  };
}
