/** Whom an authenticator makes a passkey for, and the page that may use it. */
export interface RelyingParty {
  readonly rpId: string;
  readonly origin: string;
}

/**
 * The relying party of a host, or null where passkeys cannot work. The platform's own domain is the relying party of all of
 * its hosts, so that one passkey opens every site (WebAuthn allows a registrable suffix of the page's domain). A domain of
 * the site's own lies outside; there people log in on the platform's host and are handed over. A single label such as
 * `localhost` is no registrable domain: browsers accept it from that very host only, so in development each host is its own.
 * @param host of the page, with its port
 * @param apex of the platform, with its port
 */
export function relyingPartyOf(host: string, apex: string, scheme: 'http' | 'https'): RelyingParty | null {
  const [name, domain] = [host, apex].map((authority) => new URL(`${scheme}://${authority}`).hostname) as [
    string,
    string,
  ];
  const isOurs = name === domain || name.endsWith(`.${domain}`);
  if (!isOurs) return null;
  return { rpId: domain.includes('.') ? domain : name, origin: `${scheme}://${host}` };
}
