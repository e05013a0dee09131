import { isLocale, type Locale } from '@stageline/contracts';
import { escapeHtml } from '@stageline/domain';

/** A template may say where the link stands; otherwise it stands beneath. */
const PLACEHOLDER = '{{unsubscribeUrl}}';
const words: Readonly<Record<Locale, string>> = {
  en: 'Choose which mails you get, or stop them',
  de: 'Auswählen, welche E-Mails Sie bekommen, oder sie abbestellen',
};

/** The language that a mail says it is in; English where it says none. */
function localeOf(html: string): Locale {
  const [, lang] = /<html[^>]*\slang="([a-z]{2})/i.exec(html) ?? [];
  return lang !== undefined && isLocale(lang) ? lang : 'en';
}

/** Both parts of a mail with the link by which its reader stops such mails, or as they are where there is none. */
export function withUnsubscribeLink(
  { html, text }: { readonly html: string; readonly text: string },
  url: string | null,
): { html: string; text: string } {
  if (url === null) return { html, text };
  return { html: htmlWith(html, url), text: textWith(text, url, words[localeOf(html)]) };
}

function htmlWith(html: string, url: string): string {
  if (html.includes(PLACEHOLDER)) return html.replaceAll(PLACEHOLDER, escapeHtml(url));
  const link = `<p style="margin:0;padding:0 12px 24px;text-align:center;font:12px/1.5 system-ui,sans-serif;color:#52525b"><a href="${escapeHtml(url)}" style="color:#52525b">${escapeHtml(words[localeOf(html)])}</a></p>\n`;
  const end = html.toLowerCase().lastIndexOf('</body>');
  return end < 0 ? html + link : html.slice(0, end) + link + html.slice(end);
}

const textWith = (text: string, url: string, label: string): string =>
  text.includes(PLACEHOLDER) ? text.replaceAll(PLACEHOLDER, url) : `${text.trimEnd()}\n\n${label}:\n${url}\n`;
