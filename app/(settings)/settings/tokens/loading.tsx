import { LoadingList } from '../_components/loading-list';

/** The tokens on their way. */
export default function TokensLoading() {
  return <LoadingList />;
}
