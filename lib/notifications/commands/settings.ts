import sql from 'sql-template-tag';
import { isStaff, type UserActor } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { readSettings } from '../queries';
import type { ChangeNotificationSettings, NotificationSettings } from '../schema';

/** Turns kinds on or off for the actor. Gives all of them as they are now. Errors: `FORBIDDEN` for clients. */
export async function changeSettings(
  actor: UserActor,
  change: ChangeNotificationSettings,
): Promise<NotificationSettings> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  const said = Object.entries(change).filter(([, isOn]) => isOn != null);
  await db.query(
    sql`INSERT INTO notification_settings (user_id, kind, is_on)
        SELECT ${actor.userId}::uuid, s.kind, s.is_on
        FROM unnest(${said.map(([kind]) => kind)}::text[], ${said.map(([, isOn]) => isOn)}::boolean[]) AS s(kind, is_on)
        ON CONFLICT (user_id, kind) DO UPDATE SET is_on = excluded.is_on`,
  );
  return readSettings(actor);
}
