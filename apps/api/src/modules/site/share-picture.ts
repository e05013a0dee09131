import { createHash } from 'node:crypto';
import path from 'node:path';
import { LOCALES, type Locale, type SiteView } from '@stageline/contracts';
import { brandPalette } from '@stageline/domain';
import { LRUCache } from 'lru-cache';
import { runPictureProcess, takeTurns } from './picture.ts';
import type { ShareFacts } from './share-picture-maker.ts';

const SCRIPT = path.join(import.meta.dirname, 'share-picture.process.ts');
const TIMEOUT_MS = 20_000;
/** Raised when the picture of the same facts looks different, so that it gets another address. */
const RECIPE = 1;
const MAX_HELD_BYTES = 16 * 1024 * 1024;

/** Names the picture of a link preview among a site's media. */
export const SHARE_KEY = /^[0-9a-f]{32}-share\.png$/;

/** The pictures of link previews: each is drawn once while it is asked for, and has another address when what it says changes. */
export interface SharePictures {
  /** The name of the picture that a site has now. */
  keyOf(site: SiteView, locale: Locale): string;
  /**
   * The picture of that name; null where the site does not have it now.
   * @param place where it would be stored: it keeps the pictures of sites apart
   * @throws ProblemError `unavailable` while many are being drawn
   */
  read(
    place: string,
    key: string,
    site: SiteView,
    readLogo: (key: string) => Promise<Buffer | null>,
  ): Promise<Buffer | null>;
}

export function createSharePictures(): SharePictures {
  const drawn = new LRUCache<string, Buffer>({
    maxSize: MAX_HELD_BYTES,
    sizeCalculation: (bytes) => bytes.length,
  });
  const drawing = new Map<string, Promise<Buffer>>();
  const turns = takeTurns();

  async function draw(facts: ShareFacts, logo: Buffer | null): Promise<Buffer> {
    const input = Buffer.concat([Buffer.from(`${JSON.stringify(facts)}\n`), logo ?? Buffer.alloc(0)]);
    return turns(() => runPictureProcess(SCRIPT, [], input, TIMEOUT_MS));
  }

  const keyOf = (site: SiteView, locale: Locale): string => {
    const about = JSON.stringify([RECIPE, factsOf(site, locale), site.plainLogoUrl]);
    return `${createHash('sha256').update(about).digest('hex').slice(0, 32)}-share.png`;
  };
  return {
    keyOf,
    async read(place, key, site, readLogo) {
      const locale = LOCALES.find((each) => keyOf(site, each) === key);
      if (locale === undefined) return null;
      const known = drawn.get(place);
      if (known !== undefined) return known;
      const waiting = drawing.get(place);
      if (waiting !== undefined) return waiting;
      const logoKey = site.plainLogoUrl?.split('/').at(-1);
      const made = (async () => {
        const bytes = await draw(factsOf(site, locale), logoKey === undefined ? null : await readLogo(logoKey));
        drawn.set(place, bytes);
        return bytes;
      })().finally(() => drawing.delete(place));
      drawing.set(place, made);
      return made;
    },
  };
}

/** What the picture says: the next masterclass with its date, or, without one, the site's promise. */
function factsOf({ theme, profile, nextSession }: SiteView, locale: Locale): ShareFacts {
  const palette = brandPalette(theme, 'light');
  const session = nextSession?.status === 'ended' ? null : nextSession;
  return {
    siteName: profile.siteName,
    promoterName: profile.promoterName,
    title: session?.title ?? profile.headline,
    when: session && formatterOf(locale, session.timeZone, 'when').format(new Date(session.startsAt)),
    zone: session && zoneName(locale, session.timeZone, new Date(session.startsAt)),
    colours: { primary: palette['primary']!, onPrimary: palette['on-primary']!, accent: palette['accent']! },
  };
}

const KINDS = {
  when: { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' },
  longGeneric: { timeZoneName: 'longGeneric' },
  long: { timeZoneName: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
/** Building a formatter costs more than a page may take; there are as many as there are languages and zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();
function formatterOf(locale: Locale, timeZone: string, kind: keyof typeof KINDS): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${kind}`;
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, ...KINDS[kind] });
  formatters.set(key, known);
  return known;
}

/** The zone by name; where no name covers summer and winter, as for UTC, the one of that day. */
function zoneName(locale: Locale, timeZone: string, at: Date): string {
  const named = (kind: 'longGeneric' | 'long') =>
    formatterOf(locale, timeZone, kind)
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  const name = named('longGeneric');
  return name.startsWith('GMT') ? named('long') : name;
}
