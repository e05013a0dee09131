import { Instant, Touch } from '@stageline/contracts';
import type { TouchAt } from './registration.repository.ts';

/** What a browser keeps of the first visit that a campaign or another site brought. */
export const FIRST_TOUCH_COOKIE = 'stageline_first_visit';
/** As long as a decision may take; by then the browser forgets it. */
const MAX_AGE_SECONDS = 90 * 86_400;
/** Longer ones are none of ours. */
const MAX_LENGTH = 3000;

const FirstTouch = Touch.extend({ at: Instant });

const isHere = (value: unknown): value is string => typeof value === 'string' && value !== '';
/** One line of at most 200 characters; nothing where there is nothing to see. */
const clean = (value: unknown): string | undefined => {
  if (!isHere(value)) return undefined;
  const text = value
    .slice(0, 400)
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim();
  return text === '' ? undefined : text.slice(0, 200).toWellFormed();
};

/** Host and path of the page of another site that linked here; its query may say who somebody is, so it is left out. */
function referrerOf(referer: string | undefined, host: string): string | undefined {
  const url = referer === undefined ? null : URL.parse(referer);
  if (url === null || !/^https?:$/.test(url.protocol) || url.host === host) return undefined;
  return clean(url.host + (url.pathname === '/' ? '' : url.pathname));
}

/**
 * How somebody came to a page of ours.
 * @param query of the page; its `utm_*` are the campaign's, as Google Analytics names them
 * @returns only what is known
 */
export function touchOf(
  query: unknown,
  { referer, host, path }: { readonly referer: string | undefined; readonly host: string; readonly path: string },
): Touch {
  const named = (query ?? {}) as Readonly<Record<string, unknown>>;
  const all = {
    source: clean(named['utm_source']),
    medium: clean(named['utm_medium']),
    campaign: clean(named['utm_campaign']),
    term: clean(named['utm_term']),
    content: clean(named['utm_content']),
    referrer: referrerOf(referer, host),
    page: clean(path),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Touch;
}

/** Whether a visit says anything of how somebody came: which page it was says nothing. */
export const isTold = ({ page: _page, ...rest }: Touch): boolean => Object.keys(rest).length > 0;

/** The cookie in which a browser keeps its first visit. */
export const firstTouchCookie = (touch: Touch, now: Date) => ({
  name: FIRST_TOUCH_COOKIE,
  value: JSON.stringify({ ...touch, at: now.toISOString() }),
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  maxAge: MAX_AGE_SECONDS,
});

/** What such a cookie says; undefined for none, and for one that is not ours: a browser may send anything. */
export function readFirstTouch(cookie: string | undefined): TouchAt | undefined {
  if (cookie === undefined || cookie.length > MAX_LENGTH) return undefined;
  try {
    const { at, ...touch } = FirstTouch.parse(JSON.parse(cookie));
    return { ...touch, at: new Date(at) };
  } catch {
    return undefined;
  }
}
