import { LoadingList } from '../../_components/loading-list';

/** The webhooks on their way. */
export default function WebhooksLoading() {
  return <LoadingList />;
}
