import { splitName } from './split-name';

/**
 * A file's name in one line, cut in its middle where it is too long, so that the extension is always seen. Kept apart from the
 * text round it: a name may be written from right to left. Whoever cannot see it hears it whole.
 */
export function FileName({ name }: { name: string }) {
  const [start, end] = splitName(name);
  if (!end) {
    return (
      <bdi className="block truncate" title={name}>
        {name}
      </bdi>
    );
  }
  return (
    <>
      <bdi className="sr-only">{name}</bdi>
      <bdi className="flex max-w-full min-w-0" title={name} aria-hidden>
        <span className="min-w-0 truncate whitespace-pre">{start}</span>
        <span className="shrink-0 whitespace-pre">{end}</span>
      </bdi>
    </>
  );
}
