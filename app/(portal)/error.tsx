'use client';
import { ErrorState } from '@/components/ui/error-state';
import { Panel } from '@/components/ui/panel';

/** A client's page that failed; the frame stays, so there is a way on. */
export default function PortalError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : undefined;
  return (
    <Panel>
      <ErrorState level={1} reference={digest} onRetry={retry} />
    </Panel>
  );
}
