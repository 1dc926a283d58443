import type { DeliveryTally } from '@/lib/webhooks/queries';
import type { Health } from './webhook-view';

/** Hours added up. */
export function healthOf(hours: DeliveryTally[] = []): Health {
  const sum = (part: keyof DeliveryTally) => hours.reduce((all, hour) => all + hour[part], 0);
  return { delivered: sum('delivered'), failed: sum('failed'), pending: sum('pending'), hours };
}
