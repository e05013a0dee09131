import { linkParts } from '../lib/timeline.ts';

/** Plain text as it was typed, its line breaks kept and its web addresses to be followed. */
export const LinkedText = ({ text }: { readonly text: string }) => (
  <p className="wrap-anywhere whitespace-pre-line">
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
