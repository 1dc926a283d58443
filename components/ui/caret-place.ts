/** What decides where a textarea breaks its lines and how high they are. */
const copied = [
  'boxSizing',
  'width',
  'borderTopWidth',
  'borderRightWidth',
  'borderBottomWidth',
  'borderLeftWidth',
  'paddingTop',
  'paddingRight',
  'paddingBottom',
  'paddingLeft',
  'fontFamily',
  'fontSize',
  'fontStyle',
  'fontWeight',
  'fontVariant',
  'fontStretch',
  'letterSpacing',
  'lineHeight',
  'tabSize',
  'textAlign',
  'textIndent',
  'textTransform',
  'wordSpacing',
] as const;

/** Where a sign of a textarea stands in the window: its left edge and its line's top and bottom, in CSS pixels. */
export interface CaretPlace {
  left: number;
  top: number;
  bottom: number;
}

/**
 * Finds the place of the sign at `index` of a textarea, which tells it to nobody, by laying out the same text in an element of
 * the same shape. Reads layout: not for every key of a long text.
 */
export function caretPlace(area: HTMLTextAreaElement, index: number): CaretPlace {
  const style = getComputedStyle(area);
  const mirror = document.createElement('div');
  for (const name of copied) mirror.style[name] = style[name];
  Object.assign(mirror.style, {
    position: 'absolute',
    top: '0',
    left: '-9999px',
    visibility: 'hidden',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'break-word',
    borderStyle: 'solid',
    height: 'auto',
  });
  mirror.textContent = area.value.slice(0, index);
  const mark = document.createElement('span');
  // The rest of the word stays with it, so that the line breaks where the field's does.
  mark.textContent = area.value.slice(index).split(/\s/, 1)[0] || '.';
  mirror.append(mark);
  document.body.append(mirror);
  const box = area.getBoundingClientRect();
  const line = Number.parseFloat(style.lineHeight) || Number.parseFloat(style.fontSize) * 1.4;
  const top = box.top + mark.offsetTop + Number.parseFloat(style.borderTopWidth) - area.scrollTop;
  const left = box.left + mark.offsetLeft + Number.parseFloat(style.borderLeftWidth) - area.scrollLeft;
  mirror.remove();
  // What is scrolled out of the field is not outside of it.
  const inside = Math.min(Math.max(top, box.top), box.bottom - line);
  return { left, top: inside, bottom: inside + line };
}
