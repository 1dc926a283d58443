/** The parts of a Markdown tree that this needs. */
interface Node {
  type: string;
  value?: string;
  children?: Node[];
}

/** What holds paragraphs rather than words. */
const holdsBlocks = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition']);

/** People paste code and write `<nombre>`: tags are read as they were written, rather than left out with all that stands between. */
export function remarkShowHtml() {
  return function showHtml(node: Node): void {
    node.children = node.children?.map((child) => {
      showHtml(child);
      if (child.type !== 'html') return child;
      const text = { type: 'text', value: child.value };
      return holdsBlocks.has(node.type) ? { type: 'paragraph', children: [text] } : text;
    });
  };
}
