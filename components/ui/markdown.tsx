import { useTranslations } from 'next-intl';
import { createElement, type ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { cx } from './cx';
import { plainParagraphs } from './plain-text';
import { rehypeMark } from './rehype-mark';
import { remarkKeepBreaks } from './remark-keep-breaks';
import { remarkShowHtml } from './remark-show-html';
import { isTame } from './tame-markdown';

function Heading({ size, children }: { size: string; children?: ReactNode }) {
  return <h3 className={cx('font-semibold', size)}>{children}</h3>;
}

function ExternalLink({ href, children }: { href?: string; children?: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

/** The last part of an address, for an image that has no text of its own. */
function fileName(address: string): string {
  return address.split(/[?#]/)[0]?.split('/').findLast(Boolean) ?? address;
}

/**
 * What the parser makes of such a text, to the node: which letters there are is told by the engine, and a browser that knows fewer
 * than the server goes by the parser.
 */
const inParagraphs = (paragraphs: string[][]) =>
  paragraphs.flatMap((lines, at) => {
    const children = lines.flatMap((line, index) =>
      index === 0 ? [line] : [createElement('br', { key: index }), '\n', line],
    );
    const paragraph = createElement('p', { key: at }, children);
    return at === 0 ? [paragraph] : ['\n', paragraph];
  });

/**
 * What people wrote, as text. HTML is text like any other; links open elsewhere and vouch for nothing; images are links, never fetched
 * (a picture would tell its server who reads the ticket); headings all stand at level 3, under the thread's own.
 * Renders on the server for messages; the editor's preview loads it in the browser when it is asked for.
 * `marks` are words that stand out, to the letter: the names of those who are mentioned.
 */
export function Markdown({ text, className, marks = [] }: { text: string; className?: string; marks?: string[] }) {
  // As it was written, to the letter: nothing is lost but the formatting.
  if (!isTame(text)) {
    return <div className={cx('prose [overflow-wrap:anywhere] whitespace-pre-wrap', className)}>{text}</div>;
  }
  const paragraphs = marks.length === 0 ? plainParagraphs(text) : null;
  return (
    <div className={cx('prose', className)}>
      {paragraphs ? inParagraphs(paragraphs) : <Formatted text={text} marks={marks} />}
    </div>
  );
}

function Formatted({ text, marks }: { text: string; marks: string[] }) {
  const t = useTranslations('common.markdown');
  const components: Components = {
    h1: ({ children }) => <Heading size="text-lg">{children}</Heading>,
    h2: ({ children }) => <Heading size="text-body">{children}</Heading>,
    h3: ({ children }) => <Heading size="text-md">{children}</Heading>,
    h4: ({ children }) => <Heading size="text-md">{children}</Heading>,
    h5: ({ children }) => <Heading size="text-md">{children}</Heading>,
    h6: ({ children }) => <Heading size="text-md">{children}</Heading>,
    a: ({ href, children }) => <ExternalLink href={href}>{children}</ExternalLink>,
    img: ({ src, alt }) =>
      typeof src === 'string' && src !== '' ? (
        <ExternalLink href={src}>{t('image', { name: alt || fileName(src) })}</ExternalLink>
      ) : (
        (alt ?? null)
      ),
    mark: ({ children }) => (
      <mark className="rounded-sm bg-thread-soft px-[3px] font-medium text-thread-text">{children}</mark>
    ),
    input: ({ checked }) => <span aria-hidden>{checked ? '☑ ' : '☐ '}</span>,
    pre: ({ children }) => (
      // A wide block scrolls, and what scrolls must be reachable by keyboard.
      <pre role="group" tabIndex={0} aria-label={t('codeExample')}>
        {children}
      </pre>
    ),
  };
  return (
    <ReactMarkdown
      remarkPlugins={[remarkGfm, remarkShowHtml, remarkKeepBreaks]}
      rehypePlugins={[rehypeSanitize, [rehypeMark, marks]]}
      components={components}
    >
      {text}
    </ReactMarkdown>
  );
}
