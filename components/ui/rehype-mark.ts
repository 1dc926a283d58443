/** The parts of an HTML tree that this needs. */
interface Node {
  type: string;
  tagName?: string;
  properties?: object;
  value?: string;
  children?: Node[];
}

const shut = new Set(['a', 'code', 'pre']);

/** Cuts a text at the words, the longest that stands at a place. Time grows with the text, however many words there are. */
function split(value: string, words: ReadonlySet<string>): Node[] {
  const lengths = [...new Set([...words].map((word) => word.length))].sort((a, b) => b - a);
  const starts = new Set([...words].map((word) => word[0]));
  const nodes: Node[] = [];
  let from = 0;
  for (let at = 0; at < value.length; ) {
    const length = starts.has(value[at]) ? lengths.find((each) => words.has(value.slice(at, at + each))) : undefined;
    if (length === undefined) {
      at += 1;
      continue;
    }
    if (at > from) nodes.push({ type: 'text', value: value.slice(from, at) });
    from = at + length;
    const children = [{ type: 'text', value: value.slice(at, from) }];
    nodes.push({ type: 'element', tagName: 'mark', properties: {}, children });
    at = from;
  }
  return from === value.length ? nodes : [...nodes, { type: 'text', value: value.slice(from) }];
}

/** Puts words, to the letter, into `<mark>` wherever they stand in the text; not in links and code. */
export function rehypeMark(words: string[]) {
  const all = new Set(words.filter((word) => word !== ''));
  return function mark(node: Node): void {
    node.children = node.children?.flatMap((child) => {
      if (child.type === 'text') return split(child.value ?? '', all);
      if (!shut.has(child.tagName ?? '')) mark(child);
      return [child];
    });
  };
}
