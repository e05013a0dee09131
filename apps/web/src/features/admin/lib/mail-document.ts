/**
 * A mail's HTML for a sandboxed frame: its links open in a new tab, because the frame itself may go nowhere. Nothing is
 * made harmless here; that is the sandbox's work, which allows no script.
 */
export function readableDocument(html: string): string {
  const base = '<base target="_blank">';
  return /<head(?:\s[^>]*)?>/i.test(html)
    ? html.replace(/<head(?:\s[^>]*)?>/i, (head) => head + base)
    : `${base}${html}`;
}
