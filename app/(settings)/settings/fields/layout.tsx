import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { requireAdmin } from '@/lib/auth/page';

/** Asked above the skeleton, so that to others than admins the answer is a plain 404. */
export default async function FieldsLayout({ children }: { children: ReactNode }) {
  await requireAdmin((await headers()).get('x-hilo-path') ?? '/settings/fields');
  return children;
}
