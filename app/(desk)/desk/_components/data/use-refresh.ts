'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { deskKeys } from './keys';

/** After a write: has the ticket, the lists and the counts read again. Settles when what is in sight has come. */
export function useRefresh(): (number: number) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async (number) => {
      await Promise.all([
        client.invalidateQueries({ queryKey: deskKeys.ticket(number) }),
        client.invalidateQueries({ queryKey: deskKeys.allRows }),
        client.invalidateQueries({ queryKey: deskKeys.queues }),
      ]);
    },
    [client],
  );
}
