import { brandPalette } from './brand-palette.ts';

/** Whose name a mail is sent in. */
export interface MailBrand {
  readonly siteName: string;
  /** `#rrggbb`; the button gets the fill and the text colour that the site's own buttons have. */
  readonly primaryColor: string;
}

export interface MailContent {
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
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(content.heading)}</title></head>
<body style="margin:0;background:#f4f4f5;font:16px/1.5 system-ui,sans-serif;color:#18181b">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-radius:12px;border-top:4px solid ${colour}">
<tr><td style="padding:28px 28px 12px">
<p style="margin:0 0 12px;color:#52525b">${escapeHtml(brand.siteName)}</p>
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${escapeHtml(content.heading)}</h1>
${paragraphs}
<p style="margin:0 0 20px"><a href="${escapeHtml(content.action.url)}" style="${button}">${escapeHtml(content.action.label)}</a></p>
<p style="margin:0 0 16px;font-size:13px;color:#52525b">${escapeHtml(content.footer)}</p>
</td></tr></table></td></tr></table></body></html>
`;
}

/** The plain-text part of the same mail. */
export function mailText(brand: MailBrand, content: MailContent): string {
  return [
    content.heading,
    ...content.paragraphs,
    `${content.action.label}:\n${content.action.url}`,
    `${content.footer}\n${brand.siteName}`,
  ].join('\n\n');
}
