import { LoadingList } from '../_components/loading-list';

/** The teams on their way. */
export default function TeamsLoading() {
  return <LoadingList />;
}
