import Link from 'next/link';
import type { ReactNode } from 'react';

/** From one door to the other, without forgetting where to go after. */
export function DoorLink({
  to,
  target,
  children,
}: {
  to: '/sign-in' | '/register';
  target: string;
  children: ReactNode;
}) {
  const href = target === '/' ? to : `${to}?callbackUrl=${encodeURIComponent(target)}`;
  return <Link href={href}>{children}</Link>;
}
