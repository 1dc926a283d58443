import { LoadingList } from '../_components/loading-list';

/** The fields on their way. */
export default function FieldsLoading() {
  return <LoadingList />;
}
