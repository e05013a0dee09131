import sanitizeHtml from 'sanitize-html';

/** What a mail of words needs; everything else is left out, and what is in scripts and styles with it. */
const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: [
    'p',
    'br',
    'a',
    'b',
    'strong',
    'i',
    'em',
    'u',
    'ul',
    'ol',
    'li',
    'blockquote',
    'h1',
    'h2',
    'h3',
    'hr',
    'span',
    'div',
  ],
  allowedAttributes: { a: ['href'] },
  allowedSchemes: ['https', 'mailto'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
};

/** HTML that somebody wrote by hand, as it may be mailed and shown. */
export const cleanHtml = (html: string): string => sanitizeHtml(html, OPTIONS).trim();
