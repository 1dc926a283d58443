/** The panes' columns: rail, list, ticket, properties. Properties become a drawer below 1280, the rail icons below 1024, one pane below 761. */
export const deskGrid =
  'grid h-dvh overflow-hidden bg-surface grid-cols-[232px_360px_minmax(0,1fr)_280px] grid-rows-[minmax(0,1fr)] ' +
  'max-xl:grid-cols-[200px_340px_minmax(0,1fr)] max-lg:grid-cols-[56px_300px_minmax(0,1fr)] ' +
  'max-md:grid-cols-[minmax(0,1fr)] max-md:grid-rows-[minmax(0,1fr)_auto]';
