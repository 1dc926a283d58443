import { LoadingList } from '../_components/loading-list';

/** The switches on their way. */
export default function NotificationsLoading() {
  return <LoadingList />;
}
