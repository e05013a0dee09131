import type { MailPlaceholder } from '@stageline/contracts';

/** What a text may say, ready to be put in. */
export type Words = Readonly<Record<MailPlaceholder, string>>;

/**
 * Puts words in where a text names them, once: what a word itself says is never read as a placeholder. Blanks before a mark
 * that a missing word leaves are taken away: `Hello {{company}},` of somebody without one is `Hello,`.
 */
export const fill = (text: string, words: Words): string =>
  text.replaceAll(/[ \t]*\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
    const word = words[name as MailPlaceholder] ?? '';
    return word === '' ? '' : whole.slice(0, whole.indexOf('{{')) + word;
  });
