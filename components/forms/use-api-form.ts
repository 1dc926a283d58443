'use client';
import { useTranslations } from 'next-intl';
import { type MouseEvent, useEffect, useId, useRef, useState, useTransition } from 'react';
import { type DefaultValues, type FieldErrors, type FieldValues, get, type Path, useForm } from 'react-hook-form';
import { focusControl, type SummaryItem } from '@/components/ui/error-summary';
import { type ApiDetail, type ApiFailure, type ApiInit, apiFetch, mustWait } from './api';
import { newIdempotencyKey } from './draft-store';
import { keepTyped } from './keep-typed';
import { useDraft } from './use-draft';
import { useErrorSentence } from './use-error-sentence';
import { type SchemaSource, useSchema } from './use-schema';

export interface ApiFormOptions<Input extends FieldValues, Output, Data> {
  /**
   * The route's own schema, or what loads it (zod is 40 kB that nobody needs before the first key). Its messages are codes;
   * sentences come from the `errors` messages.
   */
  schema: SchemaSource<Input, Output>;
  url: string;
  method?: ApiInit['method'];
  headers?: () => Record<string, string>;
  /** A value for every field: the keys are the fields that the form knows, in the order in which it shows them. */
  defaultValues: DefaultValues<Input>;
  /** What is sent, when it is not simply the parsed values. */
  toBody?: (values: Output) => unknown;
  /** The form stays busy until this settles, and until a `router.push` in it has arrived. `etag` is what the answer said. */
  onSuccess: (data: Data, values: Output, etag: string | null) => void | Promise<void>;
  /** Answers true when it has dealt with the failure itself. */
  onFailure?: (failure: ApiFailure) => boolean;
  /** Sends an Idempotency-Key: the same for the same body until it has succeeded, even after a reload. */
  idempotent?: boolean;
  /** Fields whose values stand by keys in an object, each a field of its own: `fields.region`. */
  nested?: (keyof Input & string)[];
  /** Other words for a problem of one field than those of its code. */
  sentence?: (name: string, code: string) => string | undefined;
  /** Keeps a draft in this browser. Include the user's id: browsers are shared. */
  draftKey?: string;
}

/** A failure that belongs to no field. */
export interface FormProblem {
  code: string;
  text: string;
  requestId?: string;
  /** Sending the same again may help: the network, the server, somebody else holding the key, or a limit that passes. */
  canRetry: boolean;
}

/**
 * A form that writes through the API: validates on submit and from then on while typing, sends JSON, puts the API's
 * problems beside their fields, moves focus to the first, keeps everything when the network fails, and on 401 goes to sign
 * in and comes back.
 *
 * `<form {...form.formProps}>`, `<FormErrors form={form} />`, `<Field {...form.field('title')}>` with
 * `{...form.register('title')}`, `<Button type="submit" isBusy={form.isBusy}>`.
 */
export function useApiForm<Input extends FieldValues, Output, Data = unknown>(
  options: ApiFormOptions<Input, Output, Data>,
) {
  const { schema, url, method = 'POST', defaultValues, idempotent, draftKey } = options;
  const t = useTranslations('common.form');
  const errors = useErrorSentence();
  const formId = useId();
  const summaryRef = useRef<HTMLDivElement>(null);
  const isSending = useRef(false);
  const [problem, setProblem] = useState<FormProblem>();
  const [isArriving, startArriving] = useTransition();
  const checked = useSchema(schema);
  const form = useForm<Input, unknown, Output>({
    resolver: checked.resolver,
    defaultValues,
    mode: 'onSubmit',
    // A problem goes with the key that mends it. On leaving the field it would go between the press and the release of the
    // next click, move the page by its height, and the click would miss.
    reValidateMode: 'onChange',
    shouldFocusError: false,
  });
  const names = Object.entries(defaultValues).flatMap(([name, value]) =>
    options.nested?.includes(name) ? Object.keys(value ?? {}).map((key) => `${name}.${key}`) : name,
  ) as Path<Input>[];
  const draft = useDraft(form, draftKey, defaultValues);
  const fieldId = (name: string) => `${formId}-${name}`;

  /** The code of a field's problem, or of the first one inside it (a tag, an attachment). */
  function codeOf(name: Path<Input>): string | undefined {
    let at: unknown = get(form.formState.errors, name);
    while (at && typeof at === 'object') {
      if ('message' in at && typeof at.message === 'string') return at.message;
      at = 'root' in at && at.root ? at.root : Object.values(at).find(Boolean);
    }
    return undefined;
  }

  function focusFirst(wrong: FieldErrors<Input>) {
    const first = names.find((name) => get(wrong, name));
    // After the render that shows the problems, so that what is read aloud is there.
    requestAnimationFrame(() => (first ? focusControl(fieldId(first)) : summaryRef.current?.focus()));
  }

  function fail(failure: ApiFailure) {
    if (options.onFailure?.(failure)) return;
    if (failure.status === 401) {
      draft.keep();
      const here = location.pathname + location.search;
      location.assign(`/sign-in?callbackUrl=${encodeURIComponent(here)}`);
      return;
    }
    const nameOf = ({ field, path = field }: ApiDetail) =>
      names.find((name) => name === path) ?? names.find((name) => name === field.split('.')[0]);
    const wrong = failure.details.flatMap((detail) => ({ name: nameOf(detail), code: detail.message }));
    for (const { name, code } of wrong) if (name) form.setError(name, { type: 'server', message: code });
    const first = names.find((name) => wrong.some((each) => each.name === name));
    if (first) {
      requestAnimationFrame(() => focusControl(fieldId(first)));
      return;
    }
    setProblem({
      code: failure.code,
      text: failure.code === 'NETWORK' ? t('offline') : errors.sentence(failure.code, failure.message),
      requestId: failure.status >= 500 ? failure.requestId : undefined,
      canRetry: failure.status === 0 || failure.status >= 500 || mustWait(failure),
    });
    requestAnimationFrame(() => summaryRef.current?.focus());
  }

  async function send(values: Output) {
    if (isSending.current) return;
    isSending.current = true;
    setProblem(undefined);
    try {
      const body = options.toBody ? options.toBody(values) : values;
      const headers = { ...options.headers?.() };
      if (idempotent) {
        const text = JSON.stringify(body);
        if (draft.attempt.current?.body !== text) draft.attempt.current = { key: newIdempotencyKey(), body: text };
        headers['idempotency-key'] = draft.attempt.current.key;
        if (draftKey) draft.keep();
      }
      const result = await apiFetch<Data>(url, { method, body, headers });
      if (!result.ok) {
        fail(result);
        return;
      }
      draft.forget();
      startArriving(async () => {
        await options.onSuccess(result.data, values, result.etag);
      });
    } finally {
      isSending.current = false;
    }
  }

  const isBusy = form.formState.isSubmitting || isArriving;
  const submit = form.handleSubmit(send, focusFirst);
  const items: SummaryItem[] = names.flatMap((name) => {
    const code = codeOf(name);
    return code ? [{ id: fieldId(name), text: options.sentence?.(name, code) ?? errors.sentence(code) }] : [];
  });

  // The form is usable now: what is typed from here on is heard.
  useEffect(() => document.getElementById(formId)?.setAttribute('data-ready', ''), [formId]);

  return {
    ...form,
    register: keepTyped(form),
    isBusy,
    problem,
    draft: draft.state,
    submit,
    formProps: {
      id: formId,
      noValidate: true,
      onFocus: checked.load,
      onSubmit: (event: React.FormEvent) => {
        event.preventDefault();
        if (!isBusy && !isSending.current) void submit(event);
      },
      // A press on the submit button must not leave the field first: what leaving adds (a tag) would move the button away.
      onMouseDown: (event: MouseEvent) => {
        if ((event.target as Element).closest('button[type=submit]')) event.preventDefault();
      },
    },
    /** For `<Field>`: its id and, when there is one, its problem with what to do about it. */
    field(name: Path<Input>) {
      const code = codeOf(name);
      const error = code && (options.sentence?.(name, code) ?? errors.withTip(code));
      return { id: fieldId(name), error };
    },
    /** For `<ErrorSummary>`, if not through `<FormErrors>`. */
    summary: { items, ref: summaryRef, title: t('summary', { count: items.length }) },
  };
}
