import type { TokenState } from '@/lib/tokens/rules';
import type { TokenObject } from '@/lib/tokens/schema';

/** A token as the page shows it; its state is the server's, so that the browser's first text agrees. */
export interface TokenView extends TokenObject {
  state: TokenState;
  /** The key of the owner's row, which gives their avatar its colour. */
  ownerKey: string;
}

/** Somebody whom a token can act as. */
export interface OwnerOption {
  /** The public id. */
  id: string;
  name: string;
  email: string;
  role: TokenObject['user']['role'];
}

/** What only admins choose of a new token. */
export interface AdminOptions {
  /** Whom it may act as. */
  owners: OwnerOption[];
  /** There are clients beyond those. */
  hasMore: boolean;
  /** The desk's own limit, in requests a minute; 0 for none. */
  rateLimit: number;
}

/** Whether a token opens nothing any more, for good. */
export function isDead(state: TokenState): boolean {
  return state === 'expired' || state === 'revoked';
}
