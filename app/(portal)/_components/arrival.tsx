import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { Waiting } from './waiting';

interface Props<Data> {
  load: () => Promise<Data>;
  /** What stands in until then, in the shape of what comes. */
  skeleton: ReactNode;
  children: (data: Data) => ReactNode;
}

/**
 * A page's content and what it has to wait for. A link inside the app (its fetch has another `Sec-Fetch-Dest` than a document)
 * shows the skeleton as soon as the server answers. A page opened by its address comes whole: with the right status when
 * there is nothing to show, without swapping anything before the reader's eyes, and without needing a script. A `loading.tsx`
 * would put its skeleton into documents too.
 */
export async function Arrival<Data>({ load, skeleton, children }: Props<Data>) {
  const isNavigation = (await headers()).get('sec-fetch-dest') === 'empty';
  return (
    <Waiting shows={isNavigation} skeleton={skeleton}>
      {isNavigation ? <Later load={load}>{children}</Later> : children(await load())}
    </Waiting>
  );
}

async function Later<Data>({ load, children }: Omit<Props<Data>, 'skeleton'>) {
  return children(await load());
}
