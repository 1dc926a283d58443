import { z } from 'zod';
import type { Doc } from '@/lib/http/doc';
import { notificationObject, notificationSettingsObject, unreadObject } from '@/lib/notifications/schema';

export const listNotificationsDoc: Doc = {
  id: 'listNotifications',
  tag: 'Desk',
  summary: 'List one’s notifications',
  description: 'What the caller should know of, newest first; kept for 90 days. For agents and admins.',
  replies: { 200: { description: 'A page of them.', data: z.array(notificationObject), isPage: true } },
};

export const countUnreadDoc: Doc = {
  id: 'countUnreadNotifications',
  tag: 'Desk',
  summary: 'Count one’s unread notifications',
  description: 'For agents and admins.',
  replies: { 200: { description: 'How many.', data: unreadObject } },
};

export const readNotificationsDoc: Doc = {
  id: 'readNotifications',
  tag: 'Desk',
  summary: 'Mark notifications read',
  description: 'Of the caller’s own: some, those of a ticket, or all. For agents and admins.',
  examples: { all: { all: true }, ticket: { ticket: 'support_ticket_01h455vb4pex5vsknk084sn02q' } },
  replies: { 200: { description: 'How many are left unread.', data: unreadObject } },
};

export const readSettingsDoc: Doc = {
  id: 'readNotificationSettings',
  tag: 'Desk',
  summary: 'Read what one is told of',
  description: 'For agents and admins.',
  replies: {
    200: { description: 'Each kind, and whether the caller is told of it.', data: notificationSettingsObject },
  },
};

export const changeSettingsDoc: Doc = {
  id: 'changeNotificationSettings',
  tag: 'Desk',
  summary: 'Choose what to be told of',
  description: 'Kinds that are not named stay as they are. For agents and admins.',
  examples: { off: { rated: false } },
  replies: { 200: { description: 'All kinds as they are now.', data: notificationSettingsObject } },
};
