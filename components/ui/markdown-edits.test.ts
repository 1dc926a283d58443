import { describe, expect, it } from 'vitest';
import { editMarkdown, type Tool } from './markdown-edits';

const samples = { text: 'texto', url: 'https://' };

/** The result with the new selection between bars. */
function edit(tool: Tool, selected: string): string {
  const { text, selectFrom, selectTo } = editMarkdown(tool, selected, samples);
  return `${text.slice(0, selectFrom)}|${text.slice(selectFrom, selectTo)}|${text.slice(selectTo)}`;
}

describe('a tool of the Markdown editor', () => {
  it.each([
    ['bold', 'clave', '**|clave|**'],
    ['bold', '', '**|texto|**'],
    ['italic', 'clave', '_|clave|_'],
    ['code', 'req_1', '`|req_1|`'],
    ['code', 'a\nb', '```\n|a\nb|\n```'],
    ['list', 'a\n- b', '|- a\n- b|'],
    ['list', '', '- |texto|'],
    ['link', 'la guía', '[la guía](|https://|)'],
  ] as const)('%s turns "%s" into %s', (tool, selected, result) => expect(edit(tool, selected)).toBe(result));
});
