/** Border, ground and rings of everything that can be typed in or chosen from. */
export const controlClass =
  'w-full rounded-md border border-control-line bg-surface text-text transition-[border-color] duration-fast hover:border-text-3 ' +
  'focus-visible:border-focus focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-focus ' +
  'aria-invalid:border-danger aria-invalid:shadow-[inset_0_0_0_1px_var(--danger)] max-md:text-[16px]';

/** The same for a box that holds a control and its tools: the ring goes round the box. */
export const boxClass =
  'overflow-hidden rounded-md border border-control-line bg-surface transition-[border-color] duration-fast ' +
  'has-[[data-field]:focus-visible]:border-focus has-[[data-field]:focus-visible]:outline-2 has-[[data-field]:focus-visible]:-outline-offset-1 ' +
  'has-[[data-field]:focus-visible]:outline-focus has-[[aria-invalid]]:border-danger has-[[aria-invalid]]:shadow-[inset_0_0_0_1px_var(--danger)]';
