'use client';
import Form from 'next/form';
import { type ComponentProps, useEffect, useRef } from 'react';

/** A form whose fields become the address. What is empty stays out of it. */
export function GetForm({ action, ...rest }: Omit<ComponentProps<'form'>, 'action' | 'ref'> & { action: string }) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const dropEmpty = ({ formData }: FormDataEvent) => {
      for (const [name, value] of [...formData]) if (value === '') formData.delete(name);
    };
    const element = form.current;
    element?.addEventListener('formdata', dropEmpty);
    return () => element?.removeEventListener('formdata', dropEmpty);
  }, []);
  return <Form {...rest} ref={form} action={action} scroll={false} prefetch={false} />;
}
