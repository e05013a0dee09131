import { aboutTexts } from '../about-texts.ts';

/** The way from a line to what it is made of. */
export const AboutLink = () => (
  <a
    href="/line"
    className="inline-flex min-h-11 items-center px-3 text-sm text-text-muted underline decoration-border underline-offset-4 hover:text-text"
  >
    {aboutTexts().link}
  </a>
);
