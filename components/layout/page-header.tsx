import type { ReactNode } from 'react';

/** A page's title, one sentence about it and its main act, which takes the full width on a phone. */
export function PageHeader(props: { title: ReactNode; text?: ReactNode; action?: ReactNode }) {
  return (
    <div className="mb-7 flex items-start gap-4 max-md:mb-6 max-md:block">
      <div className="min-w-0 grow">
        <h1 className="text-2xl max-md:text-[24px] max-md:leading-[30px]">{props.title}</h1>
        {props.text && <p className="mt-1.5 max-w-[60ch] text-body text-balance text-text-2">{props.text}</p>}
      </div>
      {props.action && <div className="-mt-[3px] shrink-0 max-md:mt-4 max-md:[&>*]:w-full">{props.action}</div>}
    </div>
  );
}
