import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { requireStaff } from '@/lib/auth/page';

/** Asked above the skeleton, so that to a client the answer is a plain 404. */
export default async function NotificationsLayout({ children }: { children: ReactNode }) {
  await requireStaff((await headers()).get('x-hilo-path') ?? '/settings/notifications');
  return children;
}
