/** An element of MJML as its parser reads it. */
export interface MjmlNode {
  readonly tagName: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly content?: string;
  readonly children?: readonly MjmlNode[];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', apos: "'" };

const decoded = (text: string): string =>
  text.replaceAll(/&(#x[\da-f]+|#\d+|\w+);/gi, (entity, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? entity;
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : '';
  });

/** What HTML says, without its markup: a link is followed by its address. */
export function textOfHtml(html: string): string {
  const text = html
    .replaceAll(/<(style|script)\b[\s\S]*?<\/\1>/gi, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/<a\b[^>]*?href\s*=\s*["']([^"']*)["'][^>]*>(.*?)<\/a>/gi, (_all, href: string, label: string) =>
      label.includes(href) ? label : `${label} (${href})`,
    )
    .replaceAll(/<br\s*\/?>/gi, '\n')
    .replaceAll(/<\/(p|div|h[1-6]|tr|ul|ol)>/gi, '\n\n')
    .replaceAll(/<li\b[^>]*>/gi, '\n- ')
    .replaceAll(/<\/t[dh]>/gi, ' ')
    .replaceAll(/<[^>]*>/g, '');
  return tidy(decoded(text));
}

/** No blanks at the ends of lines, and no more than one empty line. */
export const tidy = (text: string): string =>
  text
    .replaceAll(/[ \t]*\n[ \t]*/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();

function partsOf({ tagName, attributes = {}, content = '', children = [] }: MjmlNode): string[] {
  switch (tagName) {
    case 'mj-head':
      return [];
    case 'mj-text':
    case 'mj-table':
    case 'mj-raw':
    case 'mj-navbar-link':
    case 'mj-accordion-title':
    case 'mj-accordion-text':
      return [textOfHtml(content)];
    case 'mj-button':
    case 'mj-social-element': {
      const label = textOfHtml(content) || (attributes['name'] ?? '');
      return [attributes['href'] === undefined ? label : `${label}:\n${decoded(attributes['href'])}`];
    }
    case 'mj-image':
      return [decoded(attributes['alt'] ?? '')];
    default:
      return children.flatMap(partsOf);
  }
}

/** The plain-text part of a mail, from the tree that its HTML is made of. */
export const textOfTree = (root: MjmlNode): string =>
  partsOf(root)
    .filter((part) => part !== '')
    .join('\n\n');
