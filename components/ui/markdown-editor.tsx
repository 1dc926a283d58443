'use client';
import { Bold, Code, Italic, Link, List, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ComponentProps, type KeyboardEvent, lazy, Suspense, useRef, useState } from 'react';
import { Button } from './button';
import { boxClass } from './control-class';
import { cx } from './cx';
import { applyTool, type Tool } from './markdown-edits';
import { Skeleton } from './skeleton';

// Some 45 kB compressed that only those who look at a preview need.
const load = () => import('./markdown');
const Markdown = lazy(() => load().then((module) => ({ default: module.Markdown })));

const tools: [Tool, LucideIcon][] = [
  ['bold', Bold],
  ['italic', Italic],
  ['code', Code],
  ['list', List],
  ['link', Link],
];
const modes = ['write', 'preview'] as const;

/**
 * A text field for Markdown: Escribir / Vista previa, and tools that act on the selection. Takes a textarea's props, so
 * `{...control} {...form.register('description')}` is all it needs.
 */
export function MarkdownEditor({ className, onKeyDown, ...rest }: ComponentProps<'textarea'>) {
  const t = useTranslations('common.markdown');
  const [mode, setMode] = useState<(typeof modes)[number]>('write');
  const [text, setText] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const area = () => box.current?.querySelector('textarea') ?? null;
  const panelId = `${rest.id}-panel`;

  function show(next: (typeof modes)[number]) {
    setText(area()?.value ?? '');
    setMode(next);
  }

  function onTabKey(event: KeyboardEvent) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const next = mode === 'write' ? 'preview' : 'write';
    show(next);
    box.current?.querySelector<HTMLElement>(`[data-mode="${next}"]`)?.focus();
  }

  function use(tool: Tool) {
    const target = area();
    if (target) applyTool(target, tool, { text: t('sampleText'), url: t('sampleUrl') });
  }

  function onAreaKey(event: KeyboardEvent<HTMLTextAreaElement>) {
    onKeyDown?.(event);
    const tool = ({ b: 'bold', i: 'italic' } as const)[event.key.toLowerCase()];
    if (!tool || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    use(tool);
  }

  const isWriting = mode === 'write';
  return (
    <div ref={box} className={cx(boxClass, className)}>
      <div className="flex min-h-10 items-center gap-0.5 border-b border-line bg-sunken px-1.5 py-1">
        <div role="tablist" aria-label={t('modes')} className="inline-flex gap-0.5">
          {modes.map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              data-mode={each}
              aria-selected={each === mode}
              aria-controls={panelId}
              tabIndex={each === mode ? 0 : -1}
              onClick={() => show(each)}
              onKeyDown={onTabKey}
              onPointerEnter={each === 'preview' ? () => void load() : undefined}
              className="h-7 rounded-[5px] px-2.5 text-sm font-medium text-text-2 focus-visible:-outline-offset-2 aria-selected:bg-surface aria-selected:text-text aria-selected:shadow-[0_0_0_1px_var(--line-strong)] max-md:h-9"
            >
              {t(each)}
            </button>
          ))}
        </div>
        <div
          role="toolbar"
          aria-label={t('tools')}
          className={cx('ml-auto flex gap-0.5 max-md:hidden', !isWriting && 'invisible')}
        >
          {tools.map(([tool, Icon]) => (
            <Button
              key={tool}
              variant="icon"
              size="sm"
              aria-label={t(tool)}
              title={t(tool)}
              className="focus-visible:-outline-offset-2"
              onClick={() => use(tool)}
            >
              <Icon size={16} strokeWidth={1.75} aria-hidden />
            </Button>
          ))}
        </div>
      </div>
      <div id={panelId} role="tabpanel" aria-label={t(mode)}>
        {/* Kept in the page while previewing: the form reads it, and focusing a bad field brings it back. */}
        <textarea
          rows={7}
          {...rest}
          data-field
          onKeyDown={onAreaKey}
          onFocus={() => isWriting || show('write')}
          tabIndex={isWriting ? undefined : -1}
          aria-hidden={isWriting ? undefined : true}
          className={cx(
            isWriting
              ? 'block w-full resize-y bg-transparent px-3 py-2.5 text-body outline-none max-md:text-[16px]'
              : 'sr-only',
          )}
        />
        {!isWriting && (
          <div className="min-h-[188px] px-3 py-2.5 text-body">
            {text.trim() ? (
              <Suspense fallback={<Skeleton className="mt-1.5 h-3 w-2/3" />}>
                <Markdown text={text} />
              </Suspense>
            ) : (
              <p className="text-text-3">{t('empty')}</p>
            )}
          </div>
        )}
      </div>
    </div>
  );
}
