import { escapeHtml } from '@stageline/domain';

/** An opening tag of a link to the web, up to its address and after it. */
const LINK = /(<a\b[^>]*?\shref\s*=\s*)(?:"(https?:\/\/[^"]*)"|'(https?:\/\/[^']*)')/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#x27;': "'",
};
const plain = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|#39|#x27);/gi, (all) => ENTITIES[all.toLowerCase()]!);

/** Addresses that the links of a mail lead to, each once, in their order. */
export const linksOf = (html: string): string[] => [
  ...new Set([...html.matchAll(LINK)].map(([, , double, single]) => plain(double ?? single ?? ''))),
];

/** A mail whose links lead elsewhere. @param to null leaves a link as it is */
export const withLinks = (html: string, to: (url: string) => string | null): string =>
  html.replaceAll(LINK, (all, start: string, double?: string, single?: string) => {
    const target = to(plain(double ?? single ?? ''));
    return target === null ? all : `${start}"${escapeHtml(target)}"`;
  });

/** Pages of a site that everybody may see; all others of ours have a secret in their address. */
const OPEN_PAGES = ['/', '/line'];

/**
 * Whether a link may go through a redirect. Those of ours that let somebody in, or let them choose, go straight: nothing may stand
 * between a reader and their way out, and no second address may carry such a secret.
 * @param hosts those of the site
 */
export function isMeasurable(url: string, hosts: readonly string[]): boolean {
  const target = URL.parse(url);
  if (target === null || !/^https?:$/.test(target.protocol)) return false;
  return !hosts.includes(target.host) || OPEN_PAGES.includes(target.pathname);
}

/** An address without what may be personal in it. */
export function bareUrl(url: string): string {
  const target = URL.parse(url);
  return target === null ? '' : `${target.origin}${target.pathname}`.slice(0, 500);
}

/** Before the end of a document, or behind what is none. */
export function atEnd(html: string, part: string): string {
  const end = html.toLowerCase().lastIndexOf('</body>');
  return end < 0 ? html + part : html.slice(0, end) + part + html.slice(end);
}
