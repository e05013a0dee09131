import { DEFAULT_LOCALE, type Locale } from '@stageline/contracts';
import { brandPalette } from './brand-palette.ts';

/** Whose name a mail is sent in. */
export interface MailBrand {
  readonly siteName: string;
  /** `#rrggbb`; the button gets the fill and the text colour that the site's own buttons have. */
  readonly primaryColor: string;
  /** Absolute address of a PNG. */
  readonly logoUrl?: string | null;
  /** Absolute addresses by the name of the network. */
  readonly socialLinks?: Readonly<Partial<Record<keyof typeof NETWORKS, string | undefined>>>;
  /** What the platform requires beneath every mail. */
  readonly disclaimers?: readonly string[];
}

const NETWORKS = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  linkedin: 'LinkedIn',
  tiktok: 'TikTok',
  x: 'X',
  youtube: 'YouTube',
} as const;

export interface MailContent {
  /** English when it is left out. */
  readonly locale?: Locale;
  readonly heading: string;
  /** Plain text; a line break inside one becomes `<br>`. */
  readonly paragraphs: readonly string[];
  readonly action: { readonly label: string; readonly url: string };
  /** Why the reader gets this mail. */
  readonly footer: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes a text safe inside an element or a quoted attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** The HTML part of a mail: one column, inline styles and tables, because mail clients know little else. */
export function mailHtml(brand: MailBrand, content: MailContent): string {
  const paragraphs = content.paragraphs
    .map((text) => `<p style="margin:0 0 16px">${escapeHtml(text).replaceAll('\n', '<br>')}</p>`)
    .join('');
  const brandColour = /^#[0-9a-f]{6}$/i.test(brand.primaryColor) ? brand.primaryColor : '#111827';
  const theme = { primaryColor: brandColour, secondaryColor: brandColour, typePairing: 'modern' } as const;
  const { primary: colour, 'on-primary': onColour } = brandPalette(theme, 'light');
  const button = `display:inline-block;padding:12px 20px;border-radius:8px;text-decoration:none;font-weight:600;background:${colour};color:${onColour}`;
  return `<!doctype html>
<html lang="${content.locale ?? DEFAULT_LOCALE}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(content.heading)}</title></head>
<body style="margin:0;background:#f4f4f5;font:16px/1.5 system-ui,sans-serif;color:#18181b">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-radius:12px;border-top:4px solid ${colour}">
<tr><td style="padding:28px 28px 12px">
<p style="margin:0 0 12px;color:#52525b">${logoOf(brand)}${escapeHtml(brand.siteName)}</p>
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${escapeHtml(content.heading)}</h1>
${paragraphs}
<p style="margin:0 0 20px"><a href="${escapeHtml(content.action.url)}" style="${button}">${escapeHtml(content.action.label)}</a></p>
<p style="margin:0 0 16px;font-size:13px;color:#52525b">${escapeHtml(content.footer)}</p>
${brandFooter(brand)}</td></tr></table></td></tr></table></body></html>
`;
}

const isHttp = (address: string): boolean => /^https?:\/\//i.test(address);

const logoOf = ({ logoUrl }: MailBrand): string =>
  logoUrl && isHttp(logoUrl)
    ? `<img src="${escapeHtml(logoUrl)}" alt="" height="32" style="height:32px;max-width:160px;vertical-align:middle;margin-right:10px;border:0">`
    : '';

/** The brand's pages elsewhere, and what the platform requires. */
function brandFooter({ socialLinks = {}, disclaimers = [] }: MailBrand): string {
  const links = (Object.keys(NETWORKS) as (keyof typeof NETWORKS)[]).flatMap((network) => {
    const address = socialLinks[network];
    return address === undefined || !isHttp(address)
      ? []
      : [`<a href="${escapeHtml(address)}" style="color:#52525b;margin-right:14px">${NETWORKS[network]}</a>`];
  });
  const small = 'margin:0 0 12px;font-size:12px;color:#52525b';
  return [
    links.length === 0 ? '' : `<p style="${small}">${links.join('')}</p>\n`,
    ...disclaimers.map((text) => `<p style="${small}">${escapeHtml(text).replaceAll('\n', '<br>')}</p>\n`),
  ].join('');
}

/** The plain-text part of the same mail. */
export function mailText(brand: MailBrand, content: MailContent): string {
  return [
    content.heading,
    ...content.paragraphs,
    `${content.action.label}:\n${content.action.url}`,
    `${content.footer}\n${brand.siteName}`,
    ...(brand.disclaimers ?? []),
  ].join('\n\n');
}
