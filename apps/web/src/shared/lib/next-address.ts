/**
 * Where to go after logging in: the `next` of the address, if it is a path of this host.
 * A scheme, another host (`//evil.example`, `/\evil.example`) or nothing gives `fallback`.
 */
export function nextAddress(search: string, fallback: string): string {
  const next = new URLSearchParams(search).get('next');
  if (next === null) return fallback;
  const here = 'https://here.invalid';
  try {
    const url = new URL(next, here);
    return url.origin === here && next.startsWith('/') ? url.pathname + url.search : fallback;
  } catch {
    return fallback;
  }
}
