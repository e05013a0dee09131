import { renderToString } from 'react-dom/server';
import interUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import newsreaderUrl from '@fontsource-variable/newsreader/files/newsreader-latin-wght-normal.woff2?url';
import nunitoUrl from '@fontsource-variable/nunito/files/nunito-latin-wght-normal.woff2?url';
import {
  LOCALES,
  type Locale,
  type CreateRenderer,
  type PageInput,
  type HostKind,
  type RenderOptions,
  type ShellInput,
  type ShellOptions,
  type SiteView,
  type Theme,
} from '@stageline/contracts';
import { provideGerman } from './app.de.ts';
import { AboutLinePage } from './app/pages/about-line-page.tsx';
import { LandingPage } from './app/pages/landing-page.tsx';
import { NeutralPage, neutralTexts } from './app/pages/neutral-page.tsx';
import { hasBeside, publicPageState } from './app/pages/page-state.ts';
import { PlacePage } from './app/pages/place-page.tsx';
import { PlatformHomePage } from './app/pages/platform-home-page.tsx';
import { RegisteredPage } from './app/pages/registered-page.tsx';
import { pageTexts } from './app/pages/texts.ts';
import { boot } from './boot.ts';
import { aboutTexts } from './features/line/about-texts.ts';
import { ReportPage, ReportedPage } from './features/report/components/report-page.tsx';
import { MailPreferencesPage } from './features/mail-preferences/components/mail-preferences-page.tsx';
import { mailPreferenceTexts } from './features/mail-preferences/texts.ts';
import { reportTexts } from './features/report/texts.ts';
import { eventOf } from './event-data.ts';
import { PlainBookingPage, titleOfStep } from './features/booking/components/plain-page.tsx';
import { documentOf, icon, type DocumentParts } from './document.ts';
import { assetsOf, type EntryAssets } from './manifest.ts';
import { loadMessages, withLocale } from './shared/i18n/index.ts';
import { scriptJson } from './shared/lib/page-state.ts';
import { brandStyle, stagelineTheme } from './theme/brand-style.ts';
import landingCss from './theme/landing.css?inline';
import reportCss from './theme/report.css?inline';
import neutralCss from './theme/neutral.css?inline';

provideGerman();
await Promise.all(LOCALES.map((locale) => loadMessages(locale)));

/** They show a site's brand, but nothing of the site's own style, which could make them unusable. */
const PLAIN: readonly PageInput['kind'][] = ['report', 'reported', 'mail-preferences', 'booking'];
const isPlain = ({ kind }: PageInput): boolean => PLAIN.includes(kind);
/** Those of booking have the app's own style, as a file: the app takes over from them. */
const cssOf = (input: PageInput): string =>
  input.kind === 'booking' ? '' : input.kind === 'neutral' ? neutralCss : isPlain(input) ? reportCss : landingCss;

/** Of no brand at all. */
const neutralTheme: Theme = { primaryColor: '#52525b', secondaryColor: '#a1a1aa', typePairing: 'modern' };

const displayFonts: Readonly<Record<Theme['typePairing'], readonly string[]>> = {
  modern: [interUrl],
  editorial: [interUrl, newsreaderUrl],
  friendly: [interUrl, nunitoUrl],
};

/** The brand, its typefaces and its icon: what every document of a site shares. */
function look(
  theme: Theme,
  name: string,
  iconUrl: string | null,
): Pick<DocumentParts, 'brandCss' | 'fonts' | 'theme' | 'icon'> {
  return {
    brandCss: brandStyle(theme),
    fonts: displayFonts[theme.typePairing],
    theme,
    icon: iconUrl ?? icon(name, theme),
  };
}

type Described = Pick<DocumentParts, 'title' | 'description' | 'indexed'> &
  Partial<Pick<DocumentParts, 'image' | 'imageSize' | 'siteName'>>;

/** As the api draws it; networks lay a preview out before they have the picture. */
const SHARE_SIZE = { width: 1200, height: 630 } as const;
/** What search engines show of a description. */
const DESCRIPTION_LENGTH = 160;

/** The promise and the welcome, in one paragraph that is not cut within a word. */
function descriptionOf({ profile }: SiteView): string {
  const text = `${profile.headline}. ${profile.welcomeMessage}`
    .replaceAll(/([.!?…])\. /g, '$1 ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (text.length <= DESCRIPTION_LENGTH) return text;
  return `${text.slice(0, DESCRIPTION_LENGTH).replace(/\s\S*$/, '')}…`;
}

function describe(input: PageInput): Described {
  switch (input.kind) {
    case 'landing':
    case 'registered':
    case 'place': {
      const { profile, nextSession, background, plainLogoUrl } = input.site;
      const title = nextSession === null ? profile.headline : `${nextSession.title} · ${profile.siteName}`;
      const share = input.kind === 'landing' ? input.shareUrl : undefined;
      return {
        title,
        description: descriptionOf(input.site),
        image: share ?? background?.src ?? plainLogoUrl,
        ...(share !== undefined && { imageSize: SHARE_SIZE }),
        siteName: profile.siteName,
        indexed: input.kind === 'landing',
      };
    }
    case 'about-line':
      return { title: aboutTexts().title, description: aboutTexts().lead, indexed: false };
    case 'report':
      return { title: reportTexts().title, description: '', indexed: false };
    case 'reported':
      return { title: reportTexts().thanks, description: '', indexed: false };
    case 'mail-preferences':
      return { title: mailPreferenceTexts().title(input.site.profile.siteName), description: '', indexed: false };
    case 'booking':
      return { title: titleOfStep(input.booking), description: '', indexed: false };
    case 'platform-home':
      return {
        title: pageTexts().home.metaTitle,
        description: pageTexts().home.metaDescription,
        indexed: true,
      };
    case 'neutral':
      return { title: neutralTexts(input).title, description: '', indexed: false };
  }
}

function bodyOf(input: PageInput, { now, origin }: Pick<RenderOptions, 'now' | 'origin'>): string {
  switch (input.kind) {
    case 'landing':
      return renderToString(<LandingPage input={input} now={now} />);
    case 'registered':
      return renderToString(<RegisteredPage input={input} now={now} />);
    case 'place':
      return renderToString(<PlacePage input={input} now={now} />);
    case 'about-line':
      return renderToString(<AboutLinePage input={input} now={now} />);
    case 'report':
      return renderToString(<ReportPage site={input.site} form={input.form} />);
    case 'reported':
      return renderToString(<ReportedPage site={input.site} />);
    case 'mail-preferences':
      return renderToString(<MailPreferencesPage input={input} />);
    case 'booking':
      return renderToString(<PlainBookingPage input={input} origin={origin} now={now} />);
    case 'platform-home':
      return renderToString(<PlatformHomePage />);
    case 'neutral':
      return renderToString(<NeutralPage input={input} />);
  }
}

/**
 * Where scripts run, what works without them is out of sight while the app starts, so that nobody begins in the one and goes on
 * in the other. It comes back where the app does not start.
 */
const WAIT_FOR_APP =
  `{const c=document.documentElement.classList,show=()=>c.remove('app-starts');c.add('app-starts');setTimeout(show,2e4);` +
  `addEventListener('error',e=>e.target?.tagName!=='IMG'&&show(),true);addEventListener('unhandledrejection',show)}`;

/** What somebody waits for before they see who speaks; other pages have time for one request after the other. */
const ROOM = ['src/realtime/media/index.ts'];
const attendee = (part: string): string => `src/features/room/components/attendee-${part}.tsx`;
const pagesAhead: readonly { readonly at: RegExp; readonly chunks: readonly string[] }[] = [
  { at: /^\/join\/[^/]+$/, chunks: [attendee('page'), attendee('room'), ...ROOM] },
  { at: /^\/room\/[^/]+$/, chunks: ['src/features/room/components/host-page.tsx', ...ROOM] },
];

/** Finds out, for each address of an app, what its page loads after the entry: the host's routes, and a room's page. */
function createAhead(manifest: unknown, app: EntryAssets): (host: HostKind, path: string) => EntryAssets {
  const beyondApp = (...chunks: readonly string[]): EntryAssets => {
    const { modules, stylesheets } = assetsOf(manifest, ...chunks);
    return {
      modules: modules.filter((each) => !app.modules.includes(each)),
      stylesheets: stylesheets.filter((each) => !app.stylesheets.includes(each)),
    };
  };
  const routesOf = (host: HostKind): string => `src/app/routes/${host}.tsx`;
  const plain: Readonly<Record<HostKind, EntryAssets>> = {
    tenant: beyondApp(routesOf('tenant')),
    platform: beyondApp(routesOf('platform')),
    admin: beyondApp(routesOf('admin')),
  };
  const rooms = pagesAhead.map(({ at, chunks }) => ({ at, assets: beyondApp(routesOf('tenant'), ...chunks) }));
  return (host, path) => (host === 'tenant' ? rooms.find(({ at }) => at.test(path))?.assets : undefined) ?? plain[host];
}

/**
 * Makes the renderer of the api: whole HTML documents, with the brand and the content in the first byte.
 * @param manifest Vite's client manifest (`dist/client/.vite/manifest.json`), parsed
 * @throws Error when the manifest lacks one of the client's entries
 */
export const createRenderer: CreateRenderer = (manifest) => {
  const landing: Readonly<Record<Locale, EntryAssets>> = {
    en: assetsOf(manifest, 'src/entry-landing.tsx'),
    de: assetsOf(manifest, 'src/entry-landing.de.tsx'),
  };
  const beside: Readonly<Record<Locale, EntryAssets>> = {
    en: assetsOf(manifest, 'src/entry-beside.tsx'),
    de: assetsOf(manifest, 'src/entry-beside.de.tsx'),
  };
  const app = assetsOf(manifest, 'src/entry-app.tsx');
  const aheadOf = createAhead(manifest, app);

  const renderPage = (input: PageInput, options: RenderOptions): string => {
    const alive = input.kind === 'landing' || input.kind === 'registered' || input.kind === 'place';
    const state = alive ? publicPageState(input, options.now) : null;
    const { locale } = options.locale;
    const modules = [...landing[locale].modules, ...(state !== null && hasBeside(state) ? beside[locale].modules : [])];
    const { image = null, ...described } = describe(input);
    const event = input.kind === 'landing' ? eventOf(input, options.origin) : null;
    const brand =
      'site' in input
        ? look(input.site.theme, input.site.profile.siteName, input.site.iconUrl)
        : input.kind === 'neutral'
          ? { ...look(neutralTheme, '', null), fonts: [] }
          : look(stagelineTheme, 'Stageline', null);
    return documentOf(
      {
        ...brand,
        ...described,
        image,
        event,
        css: cssOf(input),
        stylesheets:
          input.kind === 'booking'
            ? app.stylesheets
            : (alive || input.kind === 'about-line') && input.site.styleUrl !== null
              ? [input.site.styleUrl]
              : [],
        body: bodyOf(input, options),
        state,
        script: alive ? `(${boot.toString()})(${scriptJson([...new Set(modules)])})` : '',
        path: input.kind === 'neutral' || isPlain(input) ? null : '/',
      },
      options,
    );
  };

  const renderShell = ({ host, site, plain }: ShellInput, options: ShellOptions): string =>
    documentOf(
      {
        ...(site === null
          ? look(stagelineTheme, 'Stageline', null)
          : look(site.theme, site.profile.siteName, site.iconUrl)),
        title: plain === undefined ? (site?.profile.siteName ?? 'Stageline') : titleOfStep(plain.booking),
        description: '',
        indexed: false,
        image: null,
        css: plain === undefined ? '' : '.app-starts [data-plain]{visibility:hidden}',
        stylesheets: app.stylesheets,
        modules: app.modules,
        ahead: aheadOf(host, options.path),
        body: `<div id="root">${plain === undefined ? '' : bodyOf(plain, options)}</div>`,
        state: { host, site },
        // Before the first paint: the mode that this person chose.
        script: `try{const m=localStorage.getItem('stageline.colour-mode');if(m)document.documentElement.dataset.theme=m}catch{}${plain === undefined ? '' : WAIT_FOR_APP}`,
        path: null,
      },
      options,
    );

  return {
    renderPage: (input, options) => withLocale(options.locale, () => renderPage(input, options)),
    renderShell: (input, options) => withLocale(options.locale, () => renderShell(input, options)),
  };
};
