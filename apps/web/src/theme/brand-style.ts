import type { Theme } from '@stageline/contracts';
import { brandPalette } from '@stageline/domain';

/** The look of Stageline's own pages (platform and central admin hosts). */
export const stagelineTheme: Theme = { primaryColor: '#3347d6', secondaryColor: '#f2a33a', typePairing: 'modern' };

/** Typefaces of each pairing; the files are declared in `fonts.css`. */
export const typePairings: Readonly<
  Record<Theme['typePairing'], { readonly display: string; readonly tracking: string; readonly weight: number }>
> = {
  modern: { display: "'Inter Variable','Inter Fallback',system-ui,sans-serif", tracking: '-.025em', weight: 600 },
  editorial: { display: "'Newsreader Variable','Newsreader Fallback',Georgia,serif", tracking: '-.018em', weight: 550 },
  friendly: { display: "'Nunito Variable','Nunito Fallback',system-ui,sans-serif", tracking: '-.012em', weight: 750 },
};

const declarations = (palette: Readonly<Record<string, string>>): string =>
  Object.entries(palette)
    .map(([name, value]) => `--brand-${name}:${value};`)
    .join('');

/**
 * The CSS text that gives a page its brand: every `--brand-*` variable, light and dark. It belongs in the document's
 * head before anything is painted, so that no other brand flashes. Only colours that match `#rrggbb` and a known
 * pairing get in, so the text is safe inside a `<style>` element.
 * @throws RangeError for a colour that is not `#rrggbb`
 */
export function brandStyle(theme: Theme): string {
  for (const colour of [theme.primaryColor, theme.secondaryColor]) {
    if (!/^#[0-9a-f]{6}$/i.test(colour)) throw new RangeError(`Not a colour: ${colour}`);
  }
  const pairing = typePairings[theme.typePairing];
  const light = declarations(brandPalette(theme, 'light'));
  const dark = declarations(brandPalette(theme, 'dark'));
  return (
    `:root{color-scheme:light;--brand-font-display:${pairing.display};--brand-tracking-display:${pairing.tracking};--brand-weight-display:${pairing.weight};${light}}` +
    `@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${dark}}}` +
    `:root[data-theme=dark]{color-scheme:dark;${dark}}`
  );
}
