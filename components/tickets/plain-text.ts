const replacements: [RegExp, string][] = [
  [/^\s*(`{3,}|~{3,}).*$/gm, ' '], // fences
  [/^\s*\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*$/gm, ' '], // the rule under a table's head
  [/!?\[([^\]]*)\]\([^)]*\)?/g, '$1'], // links and images
  [/^\s{0,3}(#{1,6}|>|[-*+]|\d{1,9}[.)])\s+/gm, ''], // headings, quotes, lists
  [/`+/g, ''],
  [/(\*\*|__|~~)(?=\S)/g, ''],
  [/(?<=\S)(\*\*|__|~~)/g, ''],
  [/(?<![\w*])[*_](?=\S)|(?<=\S)[*_](?![\w*])/g, ''],
  [/\s*\|\s*/g, ' '], // cells
  [/\s+/g, ' '],
];

/** The words of a Markdown text, perhaps cut off, on one line: for previews in lists, where marks would be noise. */
export function plainText(markdown: string): string {
  return replacements.reduce((text, [mark, word]) => text.replace(mark, word), markdown).trim();
}
