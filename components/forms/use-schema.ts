'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useCallback, useRef } from 'react';
import type { FieldValues, Resolver } from 'react-hook-form';
import type { z } from 'zod';

type Schema<Input, Output> = z.ZodType<Output, Input>;

/** A schema, or a function that loads it: `() => import('@/lib/tickets/schema').then((all) => all.createTicketSchema)`. */
export type SchemaSource<Input, Output> = Schema<Input, Output> | (() => Promise<Schema<Input, Output>>);

/**
 * The resolver of a schema that may still have to be loaded; `load` starts that, again after a failure. When it cannot be
 * loaded nothing is checked here: the server checks everything anyway.
 */
export function useSchema<Input extends FieldValues, Output>(source: SchemaSource<Input, Output>) {
  const latest = useRef(source);
  const loading = useRef<Promise<Schema<Input, Output>>>(undefined);

  const load = useCallback(() => {
    const current = latest.current;
    loading.current ??= typeof current === 'function' ? current() : Promise.resolve(current);
    loading.current.catch(() => {
      loading.current = undefined;
    });
    return loading.current;
  }, []);

  const resolver: Resolver<Input, unknown, Output> = useCallback(
    async (values, context, options) => {
      const schema = await load().catch(() => undefined);
      if (schema) return zodResolver(schema)(values, context, options);
      return { values: values as unknown as Output, errors: {} };
    },
    [load],
  );
  return { resolver, load: () => void load().catch(() => undefined) };
}
