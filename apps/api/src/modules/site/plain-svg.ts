/** What a drawn logo may consist of. Scripts, styles, links, foreign content and animation are not on the list. */
const ELEMENTS = new Set(
  [
    'svg',
    'g',
    'path',
    'rect',
    'circle',
    'ellipse',
    'line',
    'polyline',
    'polygon',
    'text',
    'tspan',
    'title',
    'desc',
    'defs',
  ].concat(['linearGradient', 'radialGradient', 'stop', 'clipPath']),
);

/**
 * Accepts an SVG that only draws: known elements, no event handlers, no reference to anything outside itself. For the
 * logos that come with the product; pictures that people upload must be bitmaps.
 * @throws Error that names what is not allowed
 */
export function assertPlainSvg(svg: string): void {
  if (/<!DOCTYPE|<!ENTITY|<\?(?!xml\s)/i.test(svg)) throw new Error('An SVG logo may not declare entities.');
  for (const [, name = ''] of svg.matchAll(/<\/?([A-Za-z][\w:.-]*)/g)) {
    if (!ELEMENTS.has(name)) throw new Error(`An SVG logo may not contain <${name}>.`);
  }
  if (/\son[a-z]+\s*=/i.test(svg)) throw new Error('An SVG logo may not handle events.');
  if (/\b(?:href|style)\s*=/i.test(svg) || /url\(\s*(?!["']?#)/i.test(svg)) {
    throw new Error('An SVG logo may not refer to anything outside itself.');
  }
}
