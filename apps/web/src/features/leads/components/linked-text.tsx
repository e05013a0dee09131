import { cn } from '../../../shared/lib/cn.ts';
import { linkParts } from '../lib/timeline.ts';

/** Plain text as it was typed, its line breaks kept and its web addresses to be followed. */
export const LinkedText = ({ text, className }: { readonly text: string; readonly className?: string }) => (
  <p className={cn('wrap-anywhere whitespace-pre-line', className)}>
    {linkParts(text).map(({ text: part, href }, index) =>
      href === null ? (
        part
      ) : (
        <a
          key={`${String(index)}${href}`}
          href={href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="text-primary-text underline"
        >
          {part}
        </a>
      ),
    )}
  </p>
);
