'use client';
import type { ComponentProps } from 'react';

/** A form whose fields become another state of the desk; without a script, the address. */
export function GetForm({
  action,
  onAsk,
  ...rest
}: Omit<ComponentProps<'form'>, 'action' | 'onSubmit'> & { action: string; onAsk: (fields: FormData) => void }) {
  return (
    <form
      {...rest}
      action={action}
      onSubmit={(event) => {
        event.preventDefault();
        onAsk(new FormData(event.currentTarget));
      }}
    />
  );
}
