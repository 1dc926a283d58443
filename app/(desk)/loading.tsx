import { SkeletonList } from '@/components/ui/skeleton';
import { deskGrid } from './desk/_components/frame/desk-grid';

/** The desk on its way: its panes and a list. Inside the desk nothing blinks: there the old stays until the new has come. */
export default function DeskLoading() {
  return (
    <div className={deskGrid}>
      <div className="border-r border-line bg-sunken max-md:hidden" />
      <div className="min-w-0 border-r border-line max-md:border-r-0">
        <div className="h-[52px] border-b border-line" />
        <div className="h-10 border-b border-line" />
        <SkeletonList />
      </div>
    </div>
  );
}
