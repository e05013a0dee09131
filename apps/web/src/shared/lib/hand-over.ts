/** Leaves for a site's own host with a single-use token in the fragment, which is never sent to a server or logged. */
export function handOverTo(siteUrl: string, token: string): void {
  const target = new URL('/handover', siteUrl);
  target.hash = token;
  window.location.assign(target);
}
