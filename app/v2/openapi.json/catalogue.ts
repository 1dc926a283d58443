import * as mcp from '@/app/mcp/route';
import * as agents from '@/app/v2/agents/route';
import * as attachmentFile from '@/app/v2/attachments/[id]/[filename]/route';
import * as attachment from '@/app/v2/attachments/[id]/route';
import * as attachments from '@/app/v2/attachments/route';
import * as oneTus from '@/app/v2/attachments/tus/[id]/route';
import * as tus from '@/app/v2/attachments/tus/route';
import * as bulkJob from '@/app/v2/bulk/[id]/route';
import * as bulkUndo from '@/app/v2/bulk/[id]/undo/route';
import * as bulk from '@/app/v2/bulk/route';
import * as changes from '@/app/v2/changes/route';
import * as clientNote from '@/app/v2/clients/[id]/notes/[note]/route';
import * as clientNotes from '@/app/v2/clients/[id]/notes/route';
import * as clientOfDesk from '@/app/v2/clients/[id]/route';
import * as deskFind from '@/app/v2/desk/find/route';
import * as deskQueues from '@/app/v2/desk/queues/route';
import * as deskSearch from '@/app/v2/desk/search/route';
import * as deskSuggestions from '@/app/v2/desk/suggestions/route';
import * as deskTicket from '@/app/v2/desk/tickets/[number]/route';
import * as deskTickets from '@/app/v2/desk/tickets/route';
import * as events from '@/app/v2/events/route';
import * as exported from '@/app/v2/export/route';
import * as field from '@/app/v2/fields/[id]/route';
import * as fields from '@/app/v2/fields/route';
import * as macro from '@/app/v2/macros/[id]/route';
import * as macros from '@/app/v2/macros/route';
import * as me from '@/app/v2/me/route';
import * as readNotifications from '@/app/v2/notifications/read/route';
import * as notifications from '@/app/v2/notifications/route';
import * as notificationSettings from '@/app/v2/notifications/settings/route';
import * as unreadNotifications from '@/app/v2/notifications/unread/route';
import * as outgoing from '@/app/v2/outbox/[id]/route';
import * as sendOutgoing from '@/app/v2/outbox/[id]/send/route';
import * as outbox from '@/app/v2/outbox/route';
import * as registrations from '@/app/v2/registrations/route';
import * as draft from '@/app/v2/support-tickets/[id]/draft/route';
import * as history from '@/app/v2/support-tickets/[id]/history/route';
import * as link from '@/app/v2/support-tickets/[id]/links/[link]/route';
import * as links from '@/app/v2/support-tickets/[id]/links/route';
import * as ticketMacro from '@/app/v2/support-tickets/[id]/macros/[macro]/route';
import * as merge from '@/app/v2/support-tickets/[id]/merge/route';
import * as putIntoOutbox from '@/app/v2/support-tickets/[id]/outbox/route';
import * as presence from '@/app/v2/support-tickets/[id]/presence/route';
import * as rating from '@/app/v2/support-tickets/[id]/rating/route';
import * as ticket from '@/app/v2/support-tickets/[id]/route';
import * as split from '@/app/v2/support-tickets/[id]/split/route';
import * as threads from '@/app/v2/support-tickets/[id]/threads/route';
import * as unmerge from '@/app/v2/support-tickets/[id]/unmerge/route';
import * as tickets from '@/app/v2/support-tickets/route';
import * as team from '@/app/v2/teams/[id]/route';
import * as teams from '@/app/v2/teams/route';
import * as token from '@/app/v2/tokens/[id]/route';
import * as tokens from '@/app/v2/tokens/route';
import * as user from '@/app/v2/users/[id]/route';
import * as users from '@/app/v2/users/route';
import * as view from '@/app/v2/views/[id]/route';
import * as viewOrder from '@/app/v2/views/order/route';
import * as views from '@/app/v2/views/route';
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
  '/v2/support-tickets/[id]/merge': merge,
  '/v2/support-tickets/[id]/unmerge': unmerge,
  '/v2/support-tickets/[id]/split': split,
  '/v2/support-tickets/[id]/links': links,
  '/v2/support-tickets/[id]/links/[link]': link,
  '/v2/support-tickets/[id]/history': history,
  '/v2/support-tickets/[id]/draft': draft,
  '/v2/support-tickets/[id]/outbox': putIntoOutbox,
  '/v2/attachments': attachments,
  '/v2/attachments/[id]': attachment,
  '/v2/attachments/[id]/[filename]': attachmentFile,
  '/v2/outbox': outbox,
  '/v2/outbox/[id]': outgoing,
  '/v2/outbox/[id]/send': sendOutgoing,
  '/v2/support-tickets/[id]/presence': presence,
  '/v2/support-tickets/[id]/rating': rating,
  '/v2/support-tickets/[id]/macros/[macro]': ticketMacro,
  '/v2/attachments/tus': tus,
  '/v2/attachments/tus/[id]': oneTus,
  '/v2/macros': macros,
  '/v2/macros/[id]': macro,
  '/v2/desk/find': deskFind,
  '/v2/desk/tickets': deskTickets,
  '/v2/desk/queues': deskQueues,
  '/v2/desk/search': deskSearch,
  '/v2/desk/suggestions': deskSuggestions,
  '/v2/views': views,
  '/v2/views/order': viewOrder,
  '/v2/views/[id]': view,
  '/v2/desk/tickets/[number]': deskTicket,
  '/v2/bulk': bulk,
  '/v2/bulk/[id]': bulkJob,
  '/v2/bulk/[id]/undo': bulkUndo,
  '/v2/teams': teams,
  '/v2/teams/[id]': team,
  '/v2/agents': agents,
  '/v2/fields': fields,
  '/v2/fields/[id]': field,
  '/v2/clients/[id]': clientOfDesk,
  '/v2/clients/[id]/notes': clientNotes,
  '/v2/clients/[id]/notes/[note]': clientNote,
  '/v2/notifications': notifications,
  '/v2/notifications/unread': unreadNotifications,
  '/v2/notifications/read': readNotifications,
  '/v2/notifications/settings': notificationSettings,
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
