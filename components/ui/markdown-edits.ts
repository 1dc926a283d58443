/** What a tool makes of the selection: the text that replaces it and, counted from its start, what is selected then. */
export interface Edit {
  text: string;
  selectFrom: number;
  selectTo: number;
}

export type Tool = 'bold' | 'italic' | 'code' | 'list' | 'link';

function wrap(before: string, selected: string, after: string, sample: string): Edit {
  const inside = selected || sample;
  return { text: before + inside + after, selectFrom: before.length, selectTo: before.length + inside.length };
}

/** Applies a tool to the selected text. Pure; samples stand in when nothing is selected. */
export function editMarkdown(tool: Tool, selected: string, samples: { text: string; url: string }): Edit {
  switch (tool) {
    case 'bold':
      return wrap('**', selected, '**', samples.text);
    case 'italic':
      return wrap('_', selected, '_', samples.text);
    case 'code':
      return selected.includes('\n')
        ? wrap('```\n', selected, '\n```', samples.text)
        : wrap('`', selected, '`', samples.text);
    case 'list': {
      const text = (selected || samples.text)
        .split('\n')
        .map((line) => (line.startsWith('- ') ? line : `- ${line}`))
        .join('\n');
      return { text, selectFrom: selected ? 0 : 2, selectTo: text.length };
    }
    case 'link': {
      const label = selected || samples.text;
      const text = `[${label}](${samples.url})`;
      const urlStart = label.length + 3;
      return { text, selectFrom: urlStart, selectTo: urlStart + samples.url.length };
    }
  }
}

/**
 * Replaces `start` to `end` of a field as if typed, so that Ctrl Z takes it back and the form hears of it. Leaves the field
 * focused, with the caret behind what was put there.
 */
export function typeInto(area: HTMLTextAreaElement, text: string, start: number, end: number): void {
  area.focus();
  area.setSelectionRange(start, end);
  if (text === '' && start === end) return;
  // The only way to edit that keeps the browser's undo; every browser still has it. Else without undo.
  if (document.execCommand(text === '' ? 'delete' : 'insertText', false, text)) return;
  area.setRangeText(text, start, end, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Lets a tool act on the selection of a field. */
export function applyTool(area: HTMLTextAreaElement, tool: Tool, samples: { text: string; url: string }): void {
  let { selectionStart: start, selectionEnd: end } = area;
  if (tool === 'list') {
    // A list is made of whole lines.
    start = area.value.lastIndexOf('\n', start - 1) + 1;
    const lineEnd = area.value.indexOf('\n', end);
    end = lineEnd === -1 ? area.value.length : lineEnd;
  }
  const edit = editMarkdown(tool, area.value.slice(start, end), samples);
  typeInto(area, edit.text, start, end);
  area.setSelectionRange(start + edit.selectFrom, start + edit.selectTo);
}
