'use client';
import { ErrorState } from '@/components/ui/error-state';

/** The door itself failed: the database is away, most likely. */
export default function AuthError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : undefined;
  return (
    <main id="main" className="grid min-h-dvh place-items-center bg-surface">
      <ErrorState level={1} reference={digest} onRetry={retry} />
    </main>
  );
}
