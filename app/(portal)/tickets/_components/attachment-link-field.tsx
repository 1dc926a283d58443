'use client';
import { Link2, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { UploadLimits } from '@/components/attachments/upload-rules';
import { attachmentFrom } from '@/components/tickets/attachment-from';
import { Button } from '@/components/ui/button';
import type { AttachmentLink } from '@/lib/tickets/schema';

/** Where a link is pasted: with Enter, or on leaving the field, it becomes a file of the message. */
export function AttachmentLinkField(props: {
  value: AttachmentLink[];
  most: UploadLimits;
  onChange: (links: AttachmentLink[]) => void;
  onBlur?: () => void;
}) {
  const { value, most, onChange } = props;
  const t = useTranslations('portal.links');
  const [text, setText] = useState('');
  const [news, setNews] = useState('');
  const field = useRef<HTMLInputElement>(null);
  // Whoever asked for it wants to paste.
  useEffect(() => field.current?.focus(), []);

  function add(pasted: string) {
    if (!pasted.trim()) return;
    const attachment = attachmentFrom(pasted, t('unnamed'), most);
    const isThere = value.some((each) => each.url === attachment.url);
    if (!isThere && value.length >= most.count) return setNews(t('full', { max: most.count }));
    setText('');
    if (isThere) return setNews(t('repeated'));
    onChange([...value, attachment]);
    setNews(t('added', { name: attachment.filename }));
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
    <div className="flex items-center gap-2 rounded-lg border border-control-line bg-surface p-1.5 pl-3 has-[input:focus-visible]:border-focus has-[input:focus-visible]:outline has-[input:focus-visible]:outline-focus">
      <Link2 size={16} strokeWidth={1.75} className="shrink-0 text-text-3" aria-hidden />
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
      <span role="status" className="sr-only">
        {news}
      </span>
    </div>
  );
}
