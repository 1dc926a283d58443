import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { requireAdmin } from '@/lib/auth/page';

/** Asked above the skeleton, so that to others than admins the answer is a plain 404. */
export default async function TeamsLayout({ children }: { children: ReactNode }) {
  await requireAdmin((await headers()).get('x-hilo-path') ?? '/settings/teams');
  return children;
}
