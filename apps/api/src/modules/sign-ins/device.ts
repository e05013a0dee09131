import type { signIns } from '@stageline/contracts';

/** In order: a browser that calls itself by several names is the first of them (Edge and Opera say that they are Chrome). */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\/|EdgiOS\//, 'Edge'],
  [/\bOPR\/|OPiOS\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/\bHeadlessChrome\/|\bChrome\/|CriOS\//, 'Chrome'],
  [/Version\/[\d.]+.* Safari\//, 'Safari'],
  [/^curl\//, 'curl'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
];

const nameIn = (list: readonly (readonly [RegExp, string])[], userAgent: string): string | undefined =>
  list.find(([pattern]) => pattern.test(userAgent))?.[1];

/** What a browser says of itself (`User-Agent`), in plain words: `Firefox on Windows`. It may be untrue, as that header may. */
export function deviceOf(userAgent: string): Pick<signIns.SignInView, 'device' | 'kind'> {
  const [browser, system] = [nameIn(BROWSERS, userAgent), nameIn(SYSTEMS, userAgent)];
  return { device: wordsFor(browser, system), kind: kindOf(system, userAgent) };
}

function wordsFor(browser: string | undefined, system: string | undefined): string {
  if (browser === undefined && system === undefined) return 'An unknown device';
  if (browser === undefined) return `A device with ${system}`;
  return system === undefined ? browser : `${browser} on ${system}`;
}

function kindOf(system: string | undefined, userAgent: string): signIns.SignInView['kind'] {
  if (system === undefined) return 'unknown';
  if (system === 'iPad') return 'tablet';
  // Android browsers say "Mobile" on phones only.
  if (system === 'Android') return userAgent.includes('Mobile') ? 'phone' : 'tablet';
  return system === 'iPhone' ? 'phone' : 'desktop';
}
