import { redirect } from 'next/navigation';
import { isStaff } from '@/lib/auth/actor';
import { requireActor } from '@/lib/auth/page';

/** No page of its own: clients begin at their tickets, staff at the desk, everybody else at the door. */
export default async function StartPage(): Promise<never> {
  const actor = await requireActor('/');
  redirect(isStaff(actor) ? '/desk' : '/tickets');
}
