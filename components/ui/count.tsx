import { cx } from './cx';

/** A number that counts something beside it. Grey unless it `isStrong`: then it has the colour of what it counts for. */
export function Count(props: { children: React.ReactNode; isStrong?: boolean; className?: string }) {
  const colour = props.isStrong ? 'text-inherit' : 'text-text-3';
  return <span className={cx('text-xs tabular-nums', colour, props.className)}>{props.children}</span>;
}
