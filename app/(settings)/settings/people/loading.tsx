import { LoadingList } from '../_components/loading-list';

/** People on their way. */
export default function PeopleLoading() {
  return <LoadingList hasSearch />;
}
