import { LoadingList } from '../_components/loading-list';

/** The macros on their way. */
export default function MacrosLoading() {
  return <LoadingList hasSearch />;
}
