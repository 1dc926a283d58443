/** The parts of a Markdown tree that this needs. */
interface Node {
  type: string;
  value?: string;
  children?: Node[];
}

/** People press Enter where they want a new line: a single one stays a break instead of becoming a blank. */
export function remarkKeepBreaks() {
  return function keepBreaks(node: Node): void {
    node.children = node.children?.flatMap((child) => {
      keepBreaks(child);
      if (child.type !== 'text' || !child.value?.includes('\n')) return [child];
      return child.value
        .split('\n')
        .flatMap((value, index): Node[] =>
          index === 0 ? [{ type: 'text', value }] : [{ type: 'break' }, { type: 'text', value }],
        );
    });
  };
}
