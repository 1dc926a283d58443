import type { DeliveryObject } from '@/lib/webhooks/schema';

/** A delivery as the page shows it. */
export interface DeliveryView extends DeliveryObject {
  /** The number of its ticket; null for a test, and for a ticket that its reader may not see. */
  ticketNumber: number | null;
  /** Where the reader sees that ticket. */
  ticketHref: string | null;
}
