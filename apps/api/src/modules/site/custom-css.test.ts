import { describe, expect, it } from '@jest/globals';
import { MAX_CUSTOM_CSS } from '@stageline/contracts';
import * as csstree from 'css-tree';
import fc from 'fast-check';
import { GUARD, compileCustomCss } from './custom-css.ts';
import { PROPERTIES } from './css-rules.ts';

const issuesOf = async (css: string) => (await compileCustomCss(css)).issues;
/** Compiled rules without the guard that follows them. */
const rulesOf = async (css: string) => (await compileCustomCss(css)).text.split('.tenant-custom [data-protected]')[0];

describe('compileCustomCss', () => {
  it('A-10 keeps look, scopes it to the tenant and leaves protected elements alone', async () => {
    expect(await rulesOf('.site-hero h1, a:hover { color: #ABC; border-radius: 8px }')).toBe(
      '.tenant-custom .site-hero h1:not([data-protected],[data-protected] *),' +
        '.tenant-custom a:hover:not([data-protected],[data-protected] *){color:#ABC;border-radius:8px}',
    );
    expect(await rulesOf('.site-page { background: linear-gradient(#fff, rgb(0 0 0 / 8%)) }')).toMatch(
      /^\.tenant-custom\.site-page:not/,
    );
    expect(await rulesOf('@media (min-width: 40rem) { p { margin: 1rem } }')).toMatch(
      /^@media \(min-width:40rem\)\{\.tenant-custom p:not.*:not\(:has\(\[data-protected\]\)\)\{margin:1rem\}\}$/,
    );
    // Thick lines in the colour of a text, from whatever is around it, would blot it out.
    expect(await rulesOf('* { text-decoration: underline 16px var(--brand-text-muted) }')).toMatch(
      /^\.tenant-custom \*:not.*:not\(:has\(\[data-protected\]\)\)\{/,
    );
    expect(await compileCustomCss(' \n')).toEqual({ text: '', issues: [] });
  });

  it.each([
    '@import "https://evil.example/x.css";',
    '@import url(//evil.example);',
    '@font-face { font-family: x; src: url(//evil.example) }',
    '@namespace x "y";',
    '@supports (display: grid) { p { color: red } }',
    '@layer x { p { color: red } }',
    '@media print { p { color: red } }',
    '@container (min-width: 40rem) { p { color: red } }',
    '@media (min-width: 1px) { @import "x"; }',
    'p { background: url(https://evil.example/?leak) }',
    'p { background-image: url("data:image/svg+xml,<svg/>") }',
    'p { background: image-set("//evil.example" 1x) }',
    'p { background: -webkit-image-set(url(x) 1x) }',
    'p { background: element(#x) }',
    'p { color: expression(alert(1)) }',
    'p { behavior: url(x.htc) }',
    'p { -moz-binding: url(x#y) }',
    'p { position: fixed }',
    'p { position: sticky; top: 0 }',
    'p { z-index: 999 }',
    'p { transform: translateY(-100vh) }',
    'p { margin-top: -500px }',
    'p { margin: -1px 2px }',
    'p { padding: 9000px }',
    'p { font-size: 1px }',
    'p { font-size: 0 }',
    'p { font-size: 50% }',
    'p { opacity: 0 }',
    'p { display: none }',
    'p { visibility: hidden }',
    'p { clip-path: inset(100%) }',
    'p { box-shadow: 0 0 0 100vmax white }',
    'p { box-shadow: 0 0 0 9999px white }',
    'p { text-shadow: 400px 0 black }',
    'p { text-decoration: line-through }',
    'p::before { content: "Free money" }',
    'p { content: "x" }',
    'p { color: red !important }',
    'p { --brand-primary: red }',
    'p { color: var(--x) }',
    'p { color: attr(data-x) }',
    'p { padding: calc(100vw) }',
    'p { animation: spin 1s infinite }',
    'p { color: red; } } body { display: none }',
    'html { color: red }',
    'body p { color: red }',
    ':root { color: red }',
    ':host { color: red }',
    '[data-protected] { color: red }',
    'input[value^="a"] { color: red }',
    ':is(p, [data-protected]) { color: red }',
    'p:has(a) { color: red }',
    ':not(p) { color: red }',
    '& p { color: red }',
    'p { & a { color: red } }',
    '> p { color: red }',
    'p { c\\6flor: red }',
    '@\\69mport "x";',
    'p { color: red }</style><script>alert(1)</script>',
    '<!-- p { color: red } -->',
    'p { color: red\u0000 }',
    'p { width: 100vw }',
    'p { color }',
    'p { color: 12px }',
    'p { color: banana }',
    'p:hover(a) { color: red }',
    'a a a a a a a { color: red }',
    `${'p,'.repeat(12)}p { color: red }`,
    'p { font-family: "x;}body{display:none" }',
    'javascript:alert(1)',
    '{{constructor.constructor("alert(1)")()}}',
  ])('A-10 refuses %s', async (css) => {
    const { text, issues } = await compileCustomCss(css);
    expect([text, issues.length > 0]).toEqual(['', true]);
    for (const { line, column, message } of issues) {
      expect([line > 0, column > 0]).toEqual([true, true]);
      expect(message).toMatch(/^.{10,}[.?]$/u);
    }
  });

  it('A-10 says where and what to write instead', async () => {
    expect(await issuesOf('p { color: red }\n\n  p { position: fixed }')).toEqual([
      { line: 3, column: 7, message: expect.stringContaining('use margin and padding') },
    ]);
    expect((await issuesOf('p { color: red !important }'))[0]?.message).toContain('leave it out');
    expect(await issuesOf('p{color:red}'.repeat(300))).toEqual([
      expect.objectContaining({ message: 'At most 200 rules.' }),
    ]);
    expect(await issuesOf(`/*${' '.repeat(MAX_CUSTOM_CSS)}*/`)).toEqual([
      expect.objectContaining({ message: expect.stringContaining('characters') }),
    ]);
  });

  it('A-10 takes no character that could end a style element or spell another, not even in a comment', async () => {
    expect(await issuesOf('p { color: red }\n/* </style> */')).toEqual([
      { line: 2, column: 4, message: expect.stringContaining('“<”') },
    ]);
    expect(await issuesOf('/* \\3c */ p { color: red }')).toEqual([
      { line: 1, column: 4, message: expect.stringContaining('Backslashes') },
    ]);
  });

  it('A-10 takes back what protected elements would inherit, behind every rule', async () => {
    expect((await compileCustomCss('p { color: red }')).text).toBe(`${await rulesOf('p { color: red }')}${GUARD}`);
  });

  /** Text that looks enough like CSS to get far, with everything that must not come out of it. */
  const piece = fc.oneof(
    fc.constantFrom(
      ...'.a|#b|*|p|body|:root|:hover|::before|[data-protected]|{|}|;|:|,|>|~|(|)|"|\'|/*|*/|@media (min-width: 1px)|@import|url(|url(x)|!important|-|--x|var(--brand-text)|\\7d |</style>|<!--|position|fixed|color|red|padding|1px|-9px|background|linear-gradient(red,blue)|expression(|content|"x"|display|none|&|\n| '.split(
        '|',
      ),
    ),
    fc.constantFrom(...PROPERTIES.keys()),
    fc.string({ maxLength: 6, unit: 'binary' }),
  );
  const almostCss = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

  it('A-10 whatever goes in, what comes out parses, is scoped and holds nothing forbidden', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(almostCss, fc.string({ maxLength: 200 })), async (source) => {
        const { text, issues } = await compileCustomCss(source);
        if (issues.length > 0) expect(text).toBe('');
        expectHarmless(text);
        expect((await compileCustomCss(source)).text).toBe(text);
      }),
      { numRuns: 400 },
    );
    const declaration = fc
      .tuple(
        fc.constantFrom(...PROPERTIES.keys()),
        fc.constantFrom('red', '1px', '0', '2rem', 'inherit', '#fff', 'none'),
      )
      .map(([property, value]) => `${property}:${value}`);
    const rule = fc
      .tuple(
        fc.constantFrom('.a', 'p > a', '.site-page', '#b:hover', '*', 'ul + p, li'),
        fc.array(declaration, { maxLength: 4 }),
      )
      .map(([selector, declarations]) => `${selector}{${declarations.join(';')}}`);
    await fc.assert(
      fc.asyncProperty(fc.array(rule, { maxLength: 5 }), async (rules) =>
        expectHarmless((await compileCustomCss(rules.join('\n'))).text),
      ),
      { numRuns: 200 },
    );
  });
});

/** Reads compiled CSS back and looks at every selector, at-rule and value of it. */
function expectHarmless(compiled: string): void {
  // The guard that follows the rules is ours.
  const [text = ''] = compiled.split('.tenant-custom [data-protected]');
  const faults: string[] = [];
  // The guard is ours and the same for all; what is left is somebody else’s.
  const tree = csstree.parse(text.replace(GUARD, ''), { onParseError: (error) => faults.push(error.message) });
  csstree.walk(tree, (node) => {
    if (node.type === 'Atrule' && node.name !== 'media') faults.push(`@${node.name}`);
    if (node.type === 'Selector') {
      const selector = csstree.generate(node);
      const outer = /^\.tenant-custom[ .>]/.test(selector);
      const nested = /^(?:\[data-protected\](?: \*)?|:has\(\[data-protected\]\))$/.test(selector);
      if (!outer && !nested) faults.push(selector);
    }
    if (node.type === 'Url' || node.type === 'Raw') faults.push(node.type);
    if (node.type === 'Declaration' && /^(?:position|display|content|transform|z-index)$/.test(node.property)) {
      if (!/^(?:relative|1)$/.test(csstree.generate(node.value))) faults.push(node.property);
    }
    if (node.type === 'Dimension' && (Math.abs(Number(node.value)) > 2000 || node.unit.startsWith('v')))
      faults.push(`${node.value}${node.unit}`);
  });
  if (/[<\\]|javascript:|expression|@import/i.test(text)) faults.push(text);
  expect(faults).toEqual([]);
}
