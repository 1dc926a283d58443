import { z } from 'zod';
import { pageCursor, pageLimit, time } from '@/lib/wire/schema';

/** What somebody of the desk can be told of. Of several that one act would bring, the first here is told. */
export const kinds = [
  'mentioned',
  'assigned',
  'reply_held',
  'reopened',
  'client_replied',
  'woken',
  'rated',
  'team_assigned',
] as const;

export type NotificationKind = (typeof kinds)[number];

const kind = z.enum(kinds, 'INVALID_KIND').meta({
  description:
    '`mentioned` in a note; `assigned` to me, or `team_assigned` to my team, by somebody else; `reply_held`: a reply of mine was ' +
    'not sent, for somebody wrote first; and of tickets that are mine `client_replied`, `reopened`, `woken` (a snooze is over) and `rated`.',
  example: 'mentioned',
});

/** The query of `GET /v2/notifications`, each parameter a text. */
export const listNotificationsSchema = z.object({
  limit: pageLimit(25),
  cursor: pageCursor(),
  unread: z
    .enum(['true', 'false'], 'INVALID_UNREAD')
    .optional()
    .transform((text) => text === 'true')
    .meta({
      description: '`true` for those that were not read yet.',
      example: true,
      override: { type: 'boolean', default: false },
    }),
});

/** The body of `POST /v2/notifications/read`. Of several the first counts. */
export const readNotificationsSchema = z
  .object({
    ids: z
      .array(z.string('INVALID_IDS').max(100, 'INVALID_IDS'), 'INVALID_IDS')
      .max(100, 'INVALID_IDS')
      .nullish()
      .meta({
        description: 'These; unknown ones are passed over.',
        example: ['notification_01h455vb4pex5vsknk084sn02q'],
      }),
    ticket: z
      .string('INVALID_TICKET')
      .max(100, 'INVALID_TICKET')
      .nullish()
      .meta({ description: 'Those of this ticket.', example: 'support_ticket_01h455vb4pex5vsknk084sn02q' }),
    all: z.boolean('INVALID_ALL').nullish().meta({ description: 'All of them.', example: true }),
  })
  .meta({ id: 'ReadNotifications' });

const isOn = z.boolean('INVALID_SETTINGS');

/** The body of `PUT /v2/notifications/settings`. What is absent stays as it is. */
export const notificationSettingsSchema = z
  .object(
    Object.fromEntries(
      kinds.map((each) => [
        each,
        isOn.nullish().meta({ description: `Whether to be told of \`${each}\`.`, example: true }),
      ]),
    ) as Record<NotificationKind, z.ZodOptional<z.ZodNullable<z.ZodBoolean>>>,
  )
  .meta({ id: 'ChangeNotificationSettings' });

export type ListNotifications = z.output<typeof listNotificationsSchema>;
export type ReadNotifications = z.output<typeof readNotificationsSchema>;
export type ChangeNotificationSettings = z.output<typeof notificationSettingsSchema>;

/** Something that one is told, as the API shows it. */
export const notificationObject = z
  .object({
    _id: z.string().meta({ example: 'notification_01h455vb4pex5vsknk084sn02q', pattern: '^notification_[0-9a-z]+$' }),
    kind,
    ticket: z
      .object({
        _id: z.string().meta({ example: 'support_ticket_01h455vb4pex5vsknk084sn02q' }),
        number: z.int().meta({ example: 1042 }),
        title: z.string().meta({ example: 'Errores 401 desde esta mañana' }),
      })
      .meta({ description: 'The ticket that it is about.' }),
    actor: z
      .object({
        _id: z.string().meta({ example: 'agent_01h455vb4pex5vsknk084sn02q', pattern: '^(client|agent)_[0-9a-z]+$' }),
        name: z.string().meta({ example: 'Nuria Campos' }),
      })
      .nullable()
      .meta({ description: 'Who did it, or null: Hilo itself.' }),
    text: z
      .string()
      .nullable()
      .meta({ description: 'How the message begins that it points to, or null.', example: '@Nuria, ¿puedes mirarlo?' }),
    createdAt: time('When it happened.'),
    readAt: time('When it was read.').nullable().meta({ description: 'When it was read, or null. RFC 3339 in UTC.' }),
  })
  .meta({ id: 'Notification', description: 'Something that somebody of the desk is told.' });

/** How many are unread. */
export const unreadObject = z
  .object({ count: z.int().meta({ description: 'How many are unread; exact up to 100.', example: 3 }) })
  .meta({ id: 'UnreadNotifications' });

/** Which kinds one is told of. */
export const notificationSettingsObject = z
  .object(
    Object.fromEntries(kinds.map((each) => [each, z.boolean().meta({ example: true })])) as Record<
      NotificationKind,
      z.ZodBoolean
    >,
  )
  .meta({ id: 'NotificationSettings', description: 'Which kinds one is told of. All, until somebody turns one off.' });

export type NotificationObject = z.output<typeof notificationObject>;
export type NotificationSettings = z.output<typeof notificationSettingsObject>;
