'use client';
import { useRef, useState } from 'react';
import { apiFetch } from '@/components/forms/api';
import type { DeliveryObject } from '@/lib/webhooks/schema';
import { useProblem } from '../../../_components/problem';

/** Sends a test and keeps what came of it. */
export function useTest(webhookId: string, onDone: () => void) {
  const { problem, setProblem } = useProblem();
  const [isTesting, setTesting] = useState(false);
  const [delivery, setDelivery] = useState<DeliveryObject>();
  const asked = useRef(0);

  async function run() {
    asked.current += 1;
    const mine = asked.current;
    setTesting(true);
    setProblem(undefined);
    setDelivery(undefined);
    const result = await apiFetch<DeliveryObject>(`/v2/webhooks/${webhookId}/test`, { method: 'POST' });
    if (mine !== asked.current) return;
    setTesting(false);
    if (result.ok) setDelivery(result.data);
    else setProblem(result);
    onDone();
  }

  function dismiss() {
    setDelivery(undefined);
    setProblem(undefined);
  }

  return { run, isTesting, delivery, problem, dismiss };
}

export type Test = ReturnType<typeof useTest>;
