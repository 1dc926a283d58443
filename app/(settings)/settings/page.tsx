import { redirect } from 'next/navigation';

/** The settings open at what everybody has. */
export default function SettingsPage() {
  redirect('/settings/profile');
}
