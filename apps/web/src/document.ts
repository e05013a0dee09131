import type { RenderOptions, Theme } from '@stageline/contracts';
import { brandPalette } from '@stageline/domain';
import type { EntryAssets } from './manifest.ts';
import { initialsOf } from './shared/lib/initials-of.ts';
import { scriptJson, STATE_ELEMENT_ID } from './shared/lib/page-state.ts';

export interface DocumentParts {
  readonly title: string;
  readonly description: string;
  /** Whether search engines may list it. */
  readonly indexed: boolean;
  /** Address of a picture for link previews. */
  readonly image: string | null;
  /** Of that picture, in pixels, where it is known. */
  readonly imageSize?: { readonly width: number; readonly height: number };
  /** Whose page it is, for link previews. */
  readonly siteName?: string;
  /** What the page is about, for search engines (JSON-LD); null for most pages. */
  readonly event?: unknown;
  readonly icon: string | null;
  readonly theme: Theme;
  /** `--brand-*` of the site. */
  readonly brandCss: string;
  /** The page's own style; empty when it comes as a file. */
  readonly css: string;
  readonly stylesheets?: readonly string[];
  readonly fonts: readonly string[];
  /** Modules that run at once, the entry last. */
  readonly modules?: readonly string[];
  /** Modules and styles that the page at this address asks for once the entry runs, fetched beside it. */
  readonly ahead?: EntryAssets;
  readonly body: string;
  /** What the client reads again; null when nothing comes alive. */
  readonly state: unknown;
  /** Source of an inline script, or empty. */
  readonly script: string;
  /** Canonical path; null for pages that are not to be linked. */
  readonly path: string | null;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Text for an attribute or an element. */
const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** A site's initials on its colour, as the icon of a tab. */
export function icon(name: string, theme: Theme): string {
  const palette = brandPalette(theme, 'light');
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="${palette['primary']}"/>` +
    `<text x="16" y="21.5" text-anchor="middle" font-family="system-ui,sans-serif" font-size="15" font-weight="700" fill="${palette['on-primary']}">` +
    `${escapeHtml(initialsOf(name))}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

const tag = (name: string, attributes: Readonly<Record<string, string | true | null>>): string =>
  `<${name}${Object.entries(attributes)
    .map(([key, value]) => (value === null ? '' : value === true ? ` ${key}` : ` ${key}="${escapeHtml(value)}"`))
    .join('')}>`;

function headOf(parts: DocumentParts, options: RenderOptions): string {
  const { nonce, origin } = options;
  const { title, description, theme } = parts;
  const address = parts.path === null ? null : origin + parts.path;
  const image = parts.image === null ? null : new URL(parts.image, origin).href;
  const meta = (name: string, content: string | null): string =>
    content === null || content === '' ? '' : tag('meta', { name, content });
  const graph = (property: string, content: string | null): string =>
    content === null || content === '' ? '' : tag('meta', { property, content });
  return [
    '<meta charset="utf-8">',
    meta('viewport', 'width=device-width, initial-scale=1, viewport-fit=cover'),
    `<title>${escapeHtml(title)}</title>`,
    `<style nonce="${escapeHtml(nonce)}">${parts.brandCss}${parts.css}</style>`,
    ...(parts.stylesheets ?? []).map((href) => tag('link', { rel: 'stylesheet', href })),
    ...parts.fonts.map((href) =>
      tag('link', { rel: 'preload', as: 'font', type: 'font/woff2', href, crossorigin: true }),
    ),
    ...[...(parts.modules ?? []), ...(parts.ahead?.modules ?? [])].map((href) =>
      tag('link', { rel: 'modulepreload', href }),
    ),
    ...(parts.ahead?.stylesheets ?? []).map((href) => tag('link', { rel: 'preload', as: 'style', href })),
    meta('description', description),
    parts.indexed ? '' : meta('robots', 'noindex'),
    tag('meta', {
      name: 'theme-color',
      content: brandPalette(theme, 'light')['surface'] ?? '',
      media: '(prefers-color-scheme: light)',
    }),
    tag('meta', {
      name: 'theme-color',
      content: brandPalette(theme, 'dark')['surface'] ?? '',
      media: '(prefers-color-scheme: dark)',
    }),
    parts.icon === null ? '' : tag('link', { rel: 'icon', href: parts.icon }),
    address === null ? '' : tag('link', { rel: 'canonical', href: address }),
    ...(parts.indexed
      ? [
          graph('og:type', 'website'),
          graph('og:title', title),
          graph('og:description', description),
          graph('og:url', address),
          graph('og:site_name', parts.siteName ?? null),
          graph('og:locale', options.locale.locale === 'de' ? 'de_DE' : 'en_GB'),
          graph('og:image', image),
          ...(parts.imageSize === undefined || image === null
            ? []
            : [
                graph('og:image:width', String(parts.imageSize.width)),
                graph('og:image:height', String(parts.imageSize.height)),
                graph('og:image:alt', title),
              ]),
          meta('twitter:card', image === null ? 'summary' : 'summary_large_image'),
          meta('twitter:title', title),
          meta('twitter:description', description),
          meta('twitter:image', image),
        ]
      : []),
    parts.event === undefined || parts.event === null
      ? ''
      : `<script type="application/ld+json">${scriptJson(parts.event)}</script>`,
  ].join('');
}

/** Puts a whole HTML document together. Every text from outside is escaped; `brandCss`, `css`, `body` and `script` are ours. */
export function documentOf(parts: DocumentParts, options: RenderOptions): string {
  const nonce = escapeHtml(options.nonce);
  const state =
    parts.state === null
      ? ''
      : `<script type="application/json" id="${STATE_ELEMENT_ID}">${scriptJson(parts.state)}</script>`;
  // A classic script runs before what follows is painted: the chosen colour mode must not flash.
  const early =
    parts.modules === undefined || parts.script === '' ? '' : `<script nonce="${nonce}">${parts.script}</script>`;
  const late =
    parts.modules === undefined && parts.script !== ''
      ? `<script type="module" nonce="${nonce}">${parts.script}</script>`
      : '';
  const entry = parts.modules?.at(-1);
  const run = entry === undefined ? '' : `<script type="module" nonce="${nonce}" src="${escapeHtml(entry)}"></script>`;
  return (
    `<!doctype html><html lang="${escapeHtml(options.locale.tag)}"><head>${headOf(parts, options)}${early}</head>` +
    `<body>${parts.body}${state}${late}${run}</body></html>`
  );
}
