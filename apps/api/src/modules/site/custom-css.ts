import { createHash } from 'node:crypto';
import { MAX_CUSTOM_CSS } from '@stageline/contracts';
import type * as csstree from 'css-tree';
import { INSTEAD, PROPERTIES, PSEUDO_CLASSES, type PropertyRule } from './css-rules.ts';
import { faultOf, isNumericFunction, shorten } from './css-values.ts';

/** Something in custom CSS that a page may not use, in words that say what to write instead. */
export interface CssIssue {
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface CompiledCss {
  /** What a page gets; empty when there is an issue or nothing was written. */
  readonly text: string;
  readonly issues: readonly CssIssue[];
}

/** Raised with what is allowed or guarded below, so that every published site gets its style anew (site.migrations.ts). */
export const CSS_RULES_VERSION = 1;
/** The element that all custom CSS stays inside of. */
export const CSS_ROOT = '.tenant-custom';
/** Another name of that element, for rules about the page as a whole. */
const PAGE_CLASS = 'site-page';
const MAX_RULES = 200;
const MAX_SELECTORS = 12;
const MAX_COMPOUNDS = 6;
const MAX_ISSUES = 20;

/** Legal, consent and report elements, and what is inside them. */
const UNPROTECTED = ':not([data-protected],[data-protected] *)';
/** Moving or squeezing what is around a protected element would move or squeeze it too. */
const AROUND_NOTHING_PROTECTED = ':not(:has([data-protected]))';
/** What protected elements would inherit, taken back. Custom CSS cannot say `!important`, so this always wins. */
export const GUARD =
  `${CSS_ROOT} [data-protected],${CSS_ROOT} [data-protected] *{visibility:visible!important;opacity:1!important;` +
  'color:var(--brand-text-muted)!important;font-size:.875rem!important;font-style:normal!important;line-height:1.45!important;' +
  'letter-spacing:normal!important;word-spacing:normal!important;text-transform:none!important;text-shadow:none!important;' +
  "text-align:start!important;font-variant:normal!important;font-weight:400!important;font-family:'Inter Variable',system-ui,sans-serif!important}" +
  `${CSS_ROOT} [data-protected]{position:relative!important;z-index:1!important;background-color:var(--brand-raised)!important}` +
  // A text inside a form that was made too wide still ends on the screen, and so does what stands beside something too wide.
  `${CSS_ROOT} p[data-protected]{max-inline-size:calc(100vw - 5rem)!important}` +
  `${CSS_ROOT} section[data-protected],${CSS_ROOT} [role=note][data-protected]{max-inline-size:calc(100vw - 2.5rem)!important}`;

/**
 * Turns CSS as a promoter wrote it into CSS that a page may use (A-10): known properties with bounded values, under selectors
 * that match only inside the tenant's root and never a protected element. It is read by a real parser and written anew from
 * what was understood, so nothing that only a browser would understand gets through.
 */
export async function compileCustomCss(source: string): Promise<CompiledCss> {
  if (source.trim() === '') return { text: '', issues: [] };
  const early = refuseCharacters(source);
  if (early !== null) return { text: '', issues: [early] };
  const css = await import('css-tree');
  return new Compiler(css, source).compile();
}

/** Name of a style for its address: the same text has the same name. */
export const styleKeyOf = (text: string): string | null =>
  text === '' ? null : `${createHash('sha256').update(text).digest('hex').slice(0, 32)}.css`;

/** A backslash can spell any forbidden word, and `<` can end a style element: neither is needed. */
function refuseCharacters(source: string): CssIssue | null {
  if (source.length > MAX_CUSTOM_CSS) return { line: 1, column: 1, message: `At most ${MAX_CUSTOM_CSS} characters.` };
  // eslint-disable-next-line no-control-regex -- these are the characters that are refused
  const at = source.search(/[\\<\u0000-\u0008\u000b\u000e-\u001f\u007f\u2028\u2029]/);
  if (at === -1) return null;
  const before = source.slice(0, at).split(/\r\n|\n|\r|\f/);
  const what = source[at] === '\\' ? 'Backslashes are' : source[at] === '<' ? '“<” is' : 'Invisible characters are';
  return {
    line: before.length,
    column: (before.at(-1) ?? '').length + 1,
    message: `${what} not allowed; write names and values as they are.`,
  };
}

class Compiler {
  readonly #css: typeof csstree;
  readonly #source: string;
  readonly #issues: CssIssue[] = [];
  #rules = 0;

  constructor(css: typeof csstree, source: string) {
    this.#css = css;
    this.#source = source;
  }

  compile(): CompiledCss {
    const sheet = this.#css.parse(this.#source, {
      positions: true,
      parseCustomProperty: true,
      onParseError: (error) => this.#refuse({ start: error }, 'This could not be read. Is a “}”, “;” or “:” missing?'),
    }) as csstree.StyleSheet;
    const parts: string[] = [];
    for (const node of sheet.children) parts.push(this.#statement(node));
    const body = parts.join('');
    if (this.#issues.length > 0) return { text: '', issues: this.#issues };
    return { text: body === '' ? '' : body + GUARD, issues: [] };
  }

  #refuse(at: { start: { line: number; column: number } } | null | undefined, message: string): '' {
    const { line, column } = at?.start ?? { line: 1, column: 1 };
    const known = this.#issues.some((issue) => issue.line === line && issue.column === column);
    if (!known && this.#issues.length < MAX_ISSUES) this.#issues.push({ line, column, message });
    return '';
  }

  #statement(node: csstree.CssNode): string {
    switch (node.type) {
      case 'Comment':
      case 'WhiteSpace':
        return '';
      case 'Rule':
        return this.#rule(node);
      case 'Atrule':
        return this.#media(node);
      default:
        return this.#refuse(node.loc, 'This could not be read. Write rules such as “.site-hero { color: #123456; }”.');
    }
  }

  #media(node: csstree.Atrule): string {
    const name = node.name.toLowerCase();
    if (name !== 'media') {
      return this.#refuse(
        node.loc,
        `“@${node.name}” is not allowed. Only @media is, for example “@media (min-width: 40rem)”.`,
      );
    }
    const query = node.prelude === null ? '' : this.#css.generate(node.prelude);
    if (!MEDIA_QUERY.test(query)) {
      return this.#refuse(
        node.prelude?.loc ?? node.loc,
        'Only widths and colour schemes may be asked for, for example “@media (min-width: 40rem)”.',
      );
    }
    const inside: string[] = [];
    for (const child of node.block?.children ?? []) {
      inside.push(
        child.type === 'Rule' || child.type === 'Comment'
          ? this.#statement(child)
          : this.#refuse(child.loc, 'Inside @media only rules are allowed.'),
      );
    }
    const body = inside.join('');
    return body === '' ? '' : `@media ${query}{${body}}`;
  }

  #rule(node: csstree.Rule): string {
    this.#rules += 1;
    if (this.#rules > MAX_RULES)
      return this.#rules === MAX_RULES + 1 ? this.#refuse(node.loc, `At most ${MAX_RULES} rules.`) : '';
    const selectors = this.#selectors(node);
    const look: string[] = [];
    const layout: string[] = [];
    for (const child of node.block.children) {
      if (child.type === 'Comment' || (child.type === 'Raw' && /^[\s;]*$/.test(child.value))) continue;
      if (child.type !== 'Declaration') {
        this.#refuse(child.loc, 'Rules cannot stand inside rules. Write the whole selector in a rule of its own.');
        continue;
      }
      const text = this.#declaration(child);
      if (text === null) continue;
      (text.rule.layout === true ? layout : look).push(text.css);
    }
    const block = (declarations: readonly string[], more: string): string =>
      declarations.length === 0 || selectors.length === 0
        ? ''
        : `${selectors.map((selector) => selector + more).join(',')}{${declarations.join(';')}}`;
    return block(look, '') + block(layout, AROUND_NOTHING_PROTECTED);
  }

  #selectors(node: csstree.Rule): string[] {
    const { prelude } = node;
    if (prelude.type !== 'SelectorList') {
      this.#refuse(prelude.loc ?? node.loc, 'This selector could not be read. Write for example “.site-hero h1”.');
      return [];
    }
    const list = prelude.children.toArray();
    if (list.length > MAX_SELECTORS) this.#refuse(prelude.loc, `At most ${MAX_SELECTORS} selectors in one rule.`);
    return list.flatMap((selector) => {
      const scoped = selector.type === 'Selector' ? this.#selector(selector) : null;
      return scoped === null ? [] : [scoped];
    });
  }

  #selector(node: csstree.Selector): string | null {
    const parts: string[] = [];
    let aboutPage = false;
    for (const [index, part] of node.children.toArray().entries()) {
      const text = this.#selectorPart(part);
      if (text === null) return null;
      if (index === 0 && part.type === 'ClassSelector' && part.name === PAGE_CLASS) aboutPage = true;
      if (index === 0 && part.type === 'Combinator') {
        this.#refuse(part.loc, 'A selector begins with a name, for example “.site-hero”.');
        return null;
      }
      parts.push(text);
    }
    if (node.children.toArray().filter(({ type }) => type === 'Combinator').length >= MAX_COMPOUNDS) {
      this.#refuse(node.loc, `At most ${MAX_COMPOUNDS} steps in one selector.`);
      return null;
    }
    return `${CSS_ROOT}${aboutPage ? '' : ' '}${parts.join('')}${UNPROTECTED}`;
  }

  #selectorPart(part: csstree.CssNode): string | null {
    const refuse = (message: string): null => {
      this.#refuse(part.loc, message);
      return null;
    };
    switch (part.type) {
      case 'TypeSelector':
        if (/^(?:html|body)$/i.test(part.name)) return refuse(`Write “.${PAGE_CLASS}” for the page as a whole.`);
        return /^(?:\*|[a-z][a-z0-9]{0,15})$/i.test(part.name)
          ? part.name.toLowerCase()
          : refuse('This name is not known.');
      case 'ClassSelector':
        return NAME.test(part.name) ? `.${part.name}` : refuse('Class names consist of letters, digits and hyphens.');
      case 'IdSelector':
        return NAME.test(part.name) ? `#${part.name}` : refuse('Ids consist of letters, digits and hyphens.');
      case 'Combinator':
        return [' ', '>', '+', '~'].includes(part.name) ? part.name : refuse(`“${part.name}” is not allowed here.`);
      case 'PseudoClassSelector': {
        const name = part.name.toLowerCase();
        if (name === 'root') return refuse(`Write “.${PAGE_CLASS}” for the page as a whole.`);
        if (part.children !== null || !PSEUDO_CLASSES.has(name))
          return refuse(
            `“:${part.name}” is not allowed. You can use ${[...PSEUDO_CLASSES].map((known) => `:${known}`).join(', ')}.`,
          );
        return `:${name}`;
      }
      default:
        return refuse('Only names of elements, classes, ids and states such as :hover are allowed in selectors.');
    }
  }

  #declaration(node: csstree.Declaration): { css: string; rule: PropertyRule } | null {
    const property = node.property.toLowerCase();
    const refuse = (at: csstree.CssNode, message: string): null => {
      this.#refuse(at.loc ?? node.loc, message);
      return null;
    };
    const rule = PROPERTIES.get(property);
    if (rule === undefined)
      return refuse(
        node,
        `“${shorten(node.property)}” is not allowed. ${INSTEAD[property] ?? 'Use colours, borders, shadows, type and spacing.'}`,
      );
    if (node.important !== false)
      return refuse(node, '“!important” is not needed and not allowed. Please leave it out.');
    const { value } = node;
    if (value.type !== 'Value') return refuse(node, `The value of “${property}” could not be read.`);
    if (!this.#isBounded(value, property, rule)) return null;
    const css = this.#css.generate(value);
    const matched = this.#css.lexer.matchProperty(property, value);
    // A value with a variable cannot be matched before the browser has put it in; its parts were looked at one by one.
    if (matched.error !== null && !css.includes('var('))
      return refuse(node, `“${shorten(css)}” is no value of “${property}”.`);
    return { css: `${property}:${css}`, rule };
  }

  /** Looks at every part of a value; whatever is not known by name is refused. */
  #isBounded(value: csstree.Value, property: string, rule: PropertyRule): boolean {
    const before = this.#issues.length;
    let inColour = 0;
    this.#css.walk(value, {
      enter: (node: csstree.CssNode) => {
        if (node.type === 'Function') inColour += isNumericFunction(node.name) ? 1 : 0;
        const message = faultOf(node, property, rule, inColour > 0);
        if (message !== null) this.#refuse(node.loc ?? value.loc, message);
      },
      leave: (node: csstree.CssNode) => {
        if (node.type === 'Function') inColour -= isNumericFunction(node.name) ? 1 : 0;
      },
    });
    return this.#issues.length === before;
  }
}

const CONDITION = String.raw`\((?:(?:min|max)-width:\d{1,4}(?:\.\d{1,2})?(?:px|rem|em)|prefers-color-scheme:(?:dark|light)|prefers-reduced-motion:(?:reduce|no-preference))\)`;
const MEDIA_QUERY = new RegExp(`^(?:screen and )?${CONDITION}(?: and ${CONDITION}){0,3}$`);
const NAME = /^[a-z][a-z0-9-]{0,39}$/i;
