'use client';
import { isServer, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { mayPass } from './fetch-desk';
import { noteFailure } from './use-last-failure';

let browserClient: QueryClient | undefined;

function makeClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: noteFailure }),
    defaultOptions: {
      queries: {
        // What was just read is not read again only because somebody looks at it anew.
        staleTime: 15_000,
        // The server's are gone with their request: a timer would hold on to all of it for as long.
        gcTime: isServer ? Number.POSITIVE_INFINITY : 10 * 60_000,
        retry: (count, error) => count < 2 && mayPass(error),
        // A browser that believes itself offline may be wrong; a failure is shown, never a wait without end.
        networkMode: 'always',
      },
    },
  });
}

/** One copy for the whole visit in the browser; on the server one for each request. */
function clientOfPage(): QueryClient {
  if (isServer) return makeClient();
  browserClient ??= makeClient();
  return browserClient;
}

/** The desk's own copy of what the server has, for every page below it. See docs/architecture.md, "How the desk reads". */
export function DeskData({ children }: { children: ReactNode }) {
  const [client] = useState(clientOfPage);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
