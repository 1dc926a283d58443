/** The parts of an HTML tree that this needs. */
interface Node {
  type: string;
  tagName?: string;
  properties?: object;
  value?: string;
  children?: Node[];
}

const shut = new Set(['a', 'code', 'pre']);

function split(value: string, words: string[]): Node[] {
  const nodes: Node[] = [];
  let rest = value;
  while (rest !== '') {
    const found = words
      .map((word) => ({ word, at: rest.indexOf(word) }))
      .filter(({ at }) => at !== -1)
      .sort((a, b) => a.at - b.at || b.word.length - a.word.length)[0];
    if (!found) break;
    if (found.at > 0) nodes.push({ type: 'text', value: rest.slice(0, found.at) });
    nodes.push({
      type: 'element',
      tagName: 'mark',
      properties: {},
      children: [{ type: 'text', value: found.word }],
    });
    rest = rest.slice(found.at + found.word.length);
  }
  return rest === '' ? nodes : [...nodes, { type: 'text', value: rest }];
}

/** Puts words, to the letter, into `<mark>` wherever they stand in the text; not in links and code. */
export function rehypeMark(words: string[]) {
  return function mark(node: Node): void {
    node.children = node.children?.flatMap((child) => {
      if (child.type === 'text') return split(child.value ?? '', words);
      if (!shut.has(child.tagName ?? '')) mark(child);
      return [child];
    });
  };
}
