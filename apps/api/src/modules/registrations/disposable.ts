import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';

const providers = disposableEmailBlocklistSet();

/**
 * Whether an address is one to throw away: of a provider on the list, or of a name beneath one. Nobody is reached there
 * tomorrow, and who wants to stand in a line ten times gets ten of them (H-02).
 * @param email lower-cased, as the contract has it
 */
export function isDisposable(email: string): boolean {
  const labels = email.slice(email.lastIndexOf('@') + 1).split('.');
  return labels.some((_label, index) => providers.has(labels.slice(index).join('.')));
}
