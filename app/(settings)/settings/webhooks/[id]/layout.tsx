import { loadWebhook } from './_components/load-webhook';

/** Asked above the skeleton, so that what is not there, or not the reader's, is a plain 404. */
export default async function WebhookLayout({ params, children }: LayoutProps<'/settings/webhooks/[id]'>) {
  await loadWebhook((await params).id);
  return children;
}
