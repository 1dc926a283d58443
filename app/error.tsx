'use client';
import { ErrorState } from '@/components/ui/error-state';

/** A page that failed while rendering. The digest is what the server's log calls it. */
export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : undefined;
  return (
    <main id="main" className="grid min-h-dvh place-items-center">
      <ErrorState level={1} reference={digest} onRetry={retry} />
    </main>
  );
}
