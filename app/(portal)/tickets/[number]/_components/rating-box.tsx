'use client';
import { Frown, Smile } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { apiFetch } from '@/components/forms/api';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Textarea } from '@/components/ui/textarea';
import { toast } from '@/components/ui/toast';
import type { RatingObject } from '@/lib/ratings/schema';

const faces = { bad: Frown, good: Smile };

interface Props {
  /** The rating's address in the API. */
  url: string;
  rating: RatingObject | null;
  /** The most characters of a comment. */
  max: number;
}

/** How the client found the answer: one press says it, words may follow. Both can be changed later. */
export function RatingBox({ url, rating: known, max }: Props) {
  const t = useTranslations('portal.rating');
  const errors = useErrorSentence();
  const id = useId();
  const [rating, setRating] = useState(known);
  const [isWriting, setWriting] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [hasThanked, setThanked] = useState(false);
  const text = useRef<HTMLTextAreaElement>(null);

  // Given in another tab.
  useEffect(() => setRating(known), [known]);

  async function save(good: boolean, comment: string | null): Promise<boolean> {
    const before = rating;
    const at = new Date().toISOString();
    setRating({ createdAt: at, ...before, good, comment, updatedAt: at });
    const result = await apiFetch<RatingObject>(url, { method: 'PUT', body: { good, comment } });
    setRating(result.ok ? result.data : before);
    if (result.ok) setThanked(true);
    else if (result.status === 401) location.assign(`/sign-in?callbackUrl=${encodeURIComponent(location.pathname)}`);
    else toast.error(result.status === 0 ? t('failed') : errors.sentence(result.code, result.message));
    return result.ok;
  }

  async function choose(good: boolean) {
    const isFirst = rating === null;
    if ((await save(good, rating?.comment ?? null)) && isFirst) setWriting(true);
  }

  async function send(event: FormEvent) {
    event.preventDefault();
    if (!rating || !text.current) return;
    setBusy(true);
    if (await save(rating.good, text.current.value.trim() || null)) setWriting(false);
    setBusy(false);
  }

  return (
    <div className="mt-4">
      <p id={id} className="text-sm font-medium text-text">
        {t('question')}
      </p>
      <div role="group" aria-labelledby={id} className="mt-2 flex flex-wrap gap-2">
        {(['bad', 'good'] as const).map((face) => {
          const Face = faces[face];
          const isChosen = rating?.good === (face === 'good');
          return (
            <button
              key={face}
              type="button"
              aria-pressed={isChosen}
              onClick={() => void choose(face === 'good')}
              className={cx(
                'inline-flex min-h-9 items-center gap-2 rounded-full border bg-surface px-3.5 text-md font-medium transition-colors duration-fast hover:bg-hover max-md:min-h-11',
                isChosen
                  ? 'border-thread bg-thread-soft text-thread-text shadow-[inset_0_0_0_1px_var(--thread)]'
                  : 'border-control-line text-text',
              )}
            >
              <Face size={18} strokeWidth={1.75} aria-hidden />
              {t(face)}
            </button>
          );
        })}
      </div>
      <p role="status" className={cx('text-sm text-text-2', hasThanked && 'mt-2')}>
        {hasThanked && t('thanks')}
      </p>
      {rating?.comment && !isWriting && (
        <blockquote className="mt-2 border-l-2 border-success-line pl-3 text-md whitespace-pre-wrap [overflow-wrap:anywhere]">
          {rating.comment}
        </blockquote>
      )}
      {rating && !isWriting && (
        <Button variant="ghost" className="mt-1 -ml-2" onClick={() => setWriting(true)}>
          {t(rating.comment ? 'changeComment' : 'addComment')}
        </Button>
      )}
      {rating && isWriting && (
        <form onSubmit={(event) => void send(event)} className="mt-2 grid max-w-[52ch] gap-2">
          <label htmlFor={`${id}-comment`} className="text-sm text-text-2">
            {t(rating.good ? 'whatGood' : 'whatBad')}
          </label>
          <Textarea
            ref={text}
            id={`${id}-comment`}
            rows={3}
            maxLength={max}
            defaultValue={rating.comment ?? ''}
            className="bg-surface"
          />
          <div className="flex gap-2">
            <Button type="submit" isBusy={isBusy}>
              {t('send')}
            </Button>
            <Button variant="ghost" onClick={() => setWriting(false)}>
              {t('notNow')}
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
