/** Lengths that a property takes, by unit: the smallest and the largest value. */
export interface Limits {
  readonly [unit: string]: readonly [min: number, max: number];
}
/** What one allowed property takes. */
export interface PropertyRule {
  readonly limits: Limits;
  /** Changes more than how an element itself looks: where things stand, or what is inside it; never reaches what contains a protected element. */
  readonly layout?: true;
  /** Identifiers that are legal CSS for it and still refused. */
  readonly refused?: readonly string[];
}

const NONE: Limits = {};
const lengths = (px: number, negative = false): Limits => {
  const from = (max: number): readonly [number, number] => [negative ? -max : 0, max];
  return { px: from(px), rem: from(px / 16), em: from(px / 16) };
};
const SPACE = lengths(128);
const LINE = lengths(16);
const ROUND = { ...lengths(999), '%': [0, 100] } as const;
const SHADOW = lengths(48, true);
const TIME = { s: [0, 2], ms: [0, 2000] } as const;
const GRADIENT = { ...lengths(999), '%': [0, 100], deg: [-360, 360], turn: [-1, 1] } as const;

const sides = ['top', 'right', 'bottom', 'left'];
const logical = ['inline', 'block', 'inline-start', 'inline-end', 'block-start', 'block-end'];
const each = (names: readonly string[], rule: PropertyRule): [string, PropertyRule][] =>
  names.map((name) => [name, rule]);

/**
 * Every property that custom CSS may set: how things look, and how much air is around them. Nothing that takes an
 * element out of its place, hides it, lays it over another or fetches anything.
 */
export const PROPERTIES: ReadonlyMap<string, PropertyRule> = new Map([
  ...each(['color', 'background-color', 'accent-color', 'caret-color', 'fill', 'stroke'], { limits: NONE }),
  ...each(['background', 'background-image'], { limits: GRADIENT }),
  ...each(['background-position', 'background-size', 'background-repeat'], { limits: GRADIENT }),
  ...each(
    ['border', ...[...sides, ...logical].map((side) => `border-${side}`), 'border-width'].concat(
      sides.map((side) => `border-${side}-width`),
    ),
    { limits: LINE, layout: true },
  ),
  ...each(
    ['border-color', 'border-style', ...sides.flatMap((side) => [`border-${side}-color`, `border-${side}-style`])],
    { limits: NONE },
  ),
  ...each(
    ['border-radius', 'border-top-left-radius', 'border-top-right-radius'].concat([
      'border-bottom-left-radius',
      'border-bottom-right-radius',
    ]),
    { limits: ROUND },
  ),
  ...each(['box-shadow'], { limits: SHADOW }),
  ...each(['text-shadow'], { limits: lengths(12, true) }),
  ...each(['font-family'], { limits: NONE }),
  ...each(['font-style', 'font-weight', 'font-variant-numeric', 'font-variant-caps'], { limits: { '': [1, 1000] } }),
  ...each(['font-size'], { limits: { px: [12, 96], rem: [0.75, 6] }, layout: true }),
  ...each(['line-height'], { limits: { '': [1, 3], px: [14, 160], rem: [0.875, 10] }, layout: true }),
  ...each(['letter-spacing', 'word-spacing'], { limits: lengths(8, true) }),
  ...each(['text-align', 'text-transform', 'list-style-type', 'hyphens', 'text-wrap'], { limits: NONE }),
  ...each(
    ['text-decoration', 'text-decoration-line', 'text-decoration-color', 'text-decoration-style'].concat(
      'text-decoration-thickness',
      'text-underline-offset',
    ),
    // The lines of an ancestor run through everything inside it, and thick ones in the colour of a text blot it out.
    { limits: LINE, layout: true, refused: ['line-through', 'blink'] },
  ),
  ...each(
    ['padding', 'margin'].flatMap((name) => [name, ...[...sides, ...logical].map((side) => `${name}-${side}`)]),
    { limits: SPACE, layout: true },
  ),
  ...each(['gap', 'row-gap', 'column-gap'], { limits: SPACE, layout: true }),
  ...each(['transition', 'transition-duration', 'transition-property', 'transition-timing-function'], {
    limits: { ...TIME, '': [0, 1] },
  }),
]);

/** Functions that a value may call. `var` reads the brand's own variables only. */
export const FUNCTIONS: ReadonlySet<string> = new Set(
  'rgb rgba hsl hsla oklch oklab linear-gradient radial-gradient conic-gradient cubic-bezier var'.split(' '),
);

/** States and places that a selector may ask for. */
export const PSEUDO_CLASSES: ReadonlySet<string> = new Set(
  'hover focus focus-visible focus-within active first-child last-child only-child first-of-type last-of-type disabled'.split(
    ' ',
  ),
);

/** What to write instead of what people try first. */
export const INSTEAD: Readonly<Record<string, string>> = {
  position: 'The page keeps its places; use margin and padding to move things apart.',
  'z-index': 'Nothing can be laid over another thing; use margin and padding to move things apart.',
  top: 'The page keeps its places; use margin-top.',
  left: 'The page keeps its places; use margin-left.',
  right: 'The page keeps its places; use margin-right.',
  bottom: 'The page keeps its places; use margin-bottom.',
  inset: 'The page keeps its places; use margin.',
  transform: 'The page keeps its places; use margin and padding to move things apart.',
  translate: 'The page keeps its places; use margin.',
  display: 'Parts are switched on and off in the settings of the site, not in CSS.',
  visibility: 'Parts are switched on and off in the settings of the site, not in CSS.',
  opacity: 'Use a paler colour, such as rgb(0 0 0 / 60%).',
  filter: 'Use colours.',
  content: 'Texts are changed in the settings of the site, not in CSS.',
  behavior: 'No script can run here.',
  '-moz-binding': 'No script can run here.',
  width: 'The page adapts its widths to the screen; use padding.',
  height: 'The page adapts its heights to the text; use padding.',
  float: 'The page keeps its places.',
  animation: 'Use transition for small movements of colour.',
  cursor: 'The page chooses it.',
};
