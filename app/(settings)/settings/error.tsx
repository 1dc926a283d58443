'use client';
import { ErrorState } from '@/components/ui/error-state';

/** A settings page that failed; the rail stays, so there is a way on. */
export default function SettingsError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : undefined;
  return <ErrorState level={1} reference={digest} onRetry={retry} />;
}
