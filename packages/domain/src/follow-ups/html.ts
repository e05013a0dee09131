import { escapeHtml } from '../mail-page.ts';

const LINK = /https:\/\/[^\s<>"'“”„]+[^\s<>"'“”„.,;:!?)\]]/g;

/** A text as the HTML of a mail: paragraphs, line breaks and links; everything else is shown as it stands. */
export function followUpHtml(text: string): string {
  const paragraphs = text.split(/\n{2,}/).map((part) => part.trim());
  return paragraphs
    .filter((part) => part !== '')
    .map((part) => `<p>${part.split('\n').map(withLinks).join('<br>')}</p>`)
    .join('\n');
}

function withLinks(line: string): string {
  let html = '';
  let at = 0;
  for (const { 0: url, index } of line.matchAll(LINK)) {
    const address = escapeHtml(url);
    html += `${escapeHtml(line.slice(at, index))}<a href="${address}">${address}</a>`;
    at = index + url.length;
  }
  return html + escapeHtml(line.slice(at));
}
