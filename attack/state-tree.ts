/** A page's place as Next's router names it in the state of a browser: `["(desk)", "desk", ["number", "7", "d"], "__PAGE__"]`. */
function segmentsOf(source: string, path: string): unknown[] {
  const served = path.split('/').slice(1);
  let at = 0;
  return source
    .split('/')
    .slice(1)
    .map((segment) => {
      if (segment === 'page') return '__PAGE__';
      if (segment.startsWith('(')) return segment;
      const value = served[at];
      at += 1;
      const name = /^\[(\w+)\]$/.exec(segment)?.[1];
      return name ? [name, value, 'd'] : segment;
    });
}

function treeOf(segments: unknown[], depth: number, mark: string, level = 0): unknown {
  const [segment, ...rest] = segments;
  const children = rest.length > 0 ? { children: treeOf(rest, depth, mark, level + 1) } : {};
  return level === depth ? [segment, children, null, mark] : [segment, children];
}

/**
 * What a browser says that shows a page's frames already and asks for the rest of it: Next then leaves out the layouts above,
 * so that a page that left its check to them would be open. None for what is no page.
 */
export function stateTricks(source: string | undefined, path: string): [string, Record<string, string>][] {
  if (!source) return [];
  const segments = ['', ...segmentsOf(source, path)];
  return segments.flatMap((_, depth) =>
    ['refetch', 'inside-shared-layout', 'metadata-only'].map((mark): [string, Record<string, string>] => [
      `a state of depth ${depth}, ${mark}`,
      {
        rsc: '1',
        accept: '*/*',
        'next-router-state-tree': encodeURIComponent(JSON.stringify(treeOf(segments, depth, mark))),
        'next-url': path,
      },
    ]),
  );
}
