import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Fragment, useMemo } from 'react';
import { plainPieces } from '@/components/tickets/plain-pieces';
import type { DeskRow } from '@/lib/desk/schema';

type Match = NonNullable<DeskRow['match']>;

/** A text with what was searched for marked in it. */
export function Marked({ pieces }: { pieces: NonNullable<Match['title']> }) {
  let at = 0;
  return pieces.map((piece) => {
    at += piece.text.length;
    return piece.isMatch ? (
      <mark
        key={at}
        className="rounded-[3px] bg-thread-soft font-medium text-text underline decoration-thread underline-offset-2"
      >
        {piece.text}
      </mark>
    ) : (
      <Fragment key={at}>{piece.text}</Fragment>
    );
  });
}

/** The message in which the words of a search stand, in one line; nothing where only the title has them. */
export function MatchLine({ match }: { match: Match }) {
  const t = useTranslations('views.match');
  // Messages are Markdown, whose marks would be noise here.
  const pieces = useMemo(() => plainPieces(match.message?.pieces ?? []), [match.message?.pieces]);
  if (!match.message) return null;
  const { authorName, isInternal } = match.message;
  return (
    <p className="mt-0.5 line-clamp-2 text-xs leading-[18px] text-text-3 [overflow-wrap:anywhere]" data-match>
      {isInternal && (
        <>
          <Lock size={11} className="mr-1 inline-block align-[-1px]" aria-hidden />
          <span className="sr-only">{t('note')} </span>
        </>
      )}
      {authorName && <span>{authorName.split(' ')[0]}: </span>}
      <Marked pieces={pieces} />
    </p>
  );
}
