'use client';
import { Link2, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ClipboardEvent, type KeyboardEvent, lazy, Suspense, useRef, useState } from 'react';
import { attachmentFrom } from '@/components/tickets/attachment-from';
import { Button } from '@/components/ui/button';
import type { ControlProps } from '@/components/ui/field';
import type { AttachmentLink, limits } from '@/lib/tickets/schema';

// What a link must be like is the API's schema to say, which is heavy: it comes with the first row.
const AttachmentRow = lazy(() => import('./attachment-row').then((module) => ({ default: module.AttachmentRow })));

/**
 * Files by their links: paste one, press Enter or leave the field, and it becomes a row whose name can be changed. A link that
 * the API would refuse becomes a row as well, with its reason: nothing that was pasted gets lost.
 */
export function AttachmentLinks(props: {
  control: ControlProps;
  value: AttachmentLink[];
  limits: typeof limits;
  onChange: (links: AttachmentLink[]) => void;
  onBlur?: () => void;
}) {
  const { control, value, limits: most, onChange } = props;
  const max = most.attachments;
  const t = useTranslations('portal.links');
  const [text, setText] = useState('');
  const [news, setNews] = useState('');
  const field = useRef<HTMLInputElement>(null);

  function add(pasted: string) {
    if (!pasted.trim()) return;
    const attachment = attachmentFrom(pasted, t('unnamed'), most);
    const isThere = value.some((each) => each.url === attachment.url);
    if (!isThere && value.length >= max) return setNews(t('full', { max }));
    setText('');
    if (isThere) return setNews(t('repeated'));
    onChange([...value, attachment]);
    setNews(t('added', { name: attachment.filename }));
  }

  function remove(index: number) {
    onChange(value.filter((_, each) => each !== index));
    setNews(t('removed', { name: value[index]?.filename ?? '' }));
    field.current?.focus();
  }

  function onKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !text.trim()) return;
    event.preventDefault();
    add(text);
  }

  function onPaste(event: ClipboardEvent) {
    const pasted = event.clipboardData.getData('text').trim();
    if (text || !/^https?:\/\/\S+$/.test(pasted)) return;
    event.preventDefault();
    add(pasted);
  }

  return (
    <div {...control} role="group" className="grid gap-1.5">
      <div className="flex items-center gap-2 rounded-lg border-[1.5px] border-dashed border-control-line p-2 pl-3 has-[input:focus-visible]:border-solid has-[input:focus-visible]:border-focus has-[input:focus-visible]:outline has-[input:focus-visible]:outline-focus">
        <Link2 size={16} strokeWidth={1.75} className="text-text-3" aria-hidden />
        <input
          ref={field}
          type="text"
          inputMode="url"
          value={text}
          aria-label={t('url')}
          placeholder={t('placeholder')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="done"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
          onPaste={onPaste}
          onBlur={() => {
            add(text);
            props.onBlur?.();
          }}
          className="h-8 w-0 grow bg-transparent text-body outline-none max-md:h-10 max-md:text-[16px]"
        />
        {/* The press must not take the focus away first, or leaving the field would add before the click does. */}
        <Button onMouseDown={(event) => event.preventDefault()} onClick={() => add(text)}>
          <Plus size={16} strokeWidth={1.75} aria-hidden />
          {t('add')}
        </Button>
      </div>
      {value.length > 0 && (
        <ul aria-label={t('list')} className="grid gap-1.5">
          <Suspense>
            {value.map((attachment, index) => (
              <AttachmentRow
                key={attachment.url}
                attachment={attachment}
                number={index + 1}
                onRename={(filename) =>
                  onChange(value.map((each, at) => (at === index ? { ...each, filename } : each)))
                }
                onRemove={() => remove(index)}
              />
            ))}
          </Suspense>
        </ul>
      )}
      <span role="status" className="sr-only">
        {news}
      </span>
    </div>
  );
}
