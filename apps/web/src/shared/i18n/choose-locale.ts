/** Keeps another language for this host and shows the page anew in it. */
export function chooseLocale(locale: string): void {
  const { pathname, search } = window.location;
  window.location.assign(`/language/${locale}?next=${encodeURIComponent(pathname + search)}`);
}
