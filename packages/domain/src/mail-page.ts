/** Whose name a mail is sent in. */
export interface MailBrand {
  readonly siteName: string;
  /** `#rrggbb` */
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

/** Relative luminance, 0 to 1, as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Black or white, whichever stands out more on `background` (`#rrggbb`). */
export function textColourOn(background: string): '#000000' | '#ffffff' {
  const light = luminance(background);
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? '#ffffff' : '#000000';
}

/** The HTML part of a mail: one column, inline styles and tables, because mail clients know little else. */
export function mailHtml(brand: MailBrand, content: MailContent): string {
  const paragraphs = content.paragraphs
    .map((text) => `<p style="margin:0 0 16px">${escapeHtml(text).replaceAll('\n', '<br>')}</p>`)
    .join('');
  const colour = /^#[0-9a-f]{6}$/i.test(brand.primaryColor) ? brand.primaryColor : '#111827';
  const button = `display:inline-block;padding:12px 20px;border-radius:8px;text-decoration:none;font-weight:600;background:${colour};color:${textColourOn(colour)}`;
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
