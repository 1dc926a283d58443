import * as mcp from '@/app/mcp/route';
import * as changes from '@/app/v2/changes/route';
import * as events from '@/app/v2/events/route';
import * as exported from '@/app/v2/export/route';
import * as me from '@/app/v2/me/route';
import * as registrations from '@/app/v2/registrations/route';
import * as ticket from '@/app/v2/support-tickets/[id]/route';
import * as threads from '@/app/v2/support-tickets/[id]/threads/route';
import * as tickets from '@/app/v2/support-tickets/route';
import * as token from '@/app/v2/tokens/[id]/route';
import * as tokens from '@/app/v2/tokens/route';
import * as user from '@/app/v2/users/[id]/route';
import * as users from '@/app/v2/users/route';
import * as resendDelivery from '@/app/v2/webhooks/[id]/deliveries/[delivery]/resend/route';
import * as delivery from '@/app/v2/webhooks/[id]/deliveries/[delivery]/route';
import * as resendDeliveries from '@/app/v2/webhooks/[id]/deliveries/resend/route';
import * as deliveries from '@/app/v2/webhooks/[id]/deliveries/route';
import * as webhook from '@/app/v2/webhooks/[id]/route';
import * as secret from '@/app/v2/webhooks/[id]/secret/route';
import * as webhookTest from '@/app/v2/webhooks/[id]/test/route';
import * as webhooks from '@/app/v2/webhooks/route';
import type { Catalogue } from '@/lib/http/openapi';

/**
 * Every resource of the API but the document itself, by its folder in `app`, in the order in which the document shows
 * them. catalogue.test.ts holds that none is missing.
 */
export const catalogue: Catalogue = {
  '/v2/support-tickets': tickets,
  '/v2/support-tickets/[id]': ticket,
  '/v2/support-tickets/[id]/threads': threads,
  '/v2/changes': changes,
  '/v2/events': events,
  '/v2/webhooks': webhooks,
  '/v2/webhooks/[id]': webhook,
  '/v2/webhooks/[id]/secret': secret,
  '/v2/webhooks/[id]/test': webhookTest,
  '/v2/webhooks/[id]/deliveries': deliveries,
  '/v2/webhooks/[id]/deliveries/resend': resendDeliveries,
  '/v2/webhooks/[id]/deliveries/[delivery]': delivery,
  '/v2/webhooks/[id]/deliveries/[delivery]/resend': resendDelivery,
  '/v2/export': exported,
  '/mcp': mcp,
  '/v2/tokens': tokens,
  '/v2/tokens/[id]': token,
  '/v2/me': me,
  '/v2/users': users,
  '/v2/users/[id]': user,
  '/v2/registrations': registrations,
};
