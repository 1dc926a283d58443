/** A file as a card: icon, name over facts, and at the right what else can be done. */
export const cardClass =
  'relative flex min-h-[54px] w-full items-center gap-2.5 rounded-md border border-line-strong bg-surface py-2 pr-2 pl-2.5 no-underline hover:bg-hover';
