/** Providers that ignore dots in the part before the `@`. */
const DOTLESS = new Set(['gmail.com', 'googlemail.com']);

/**
 * The mailbox that an address leads to, as far as its form tells: `ana+line@example.com` is `ana@example.com`, and for a few
 * providers dots make no difference. For comparing only, never for writing to.
 * @param email lower-cased
 */
export function mailboxOf(email: string): string {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  const name = email.slice(0, at).split('+', 1)[0] ?? '';
  return DOTLESS.has(domain) ? `${name.replaceAll('.', '')}@gmail.com` : `${name}@${domain}`;
}
