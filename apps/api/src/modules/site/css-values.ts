import type { CssNode } from 'css-tree';
import { FUNCTIONS, type PropertyRule } from './css-rules.ts';

/** Functions whose numbers are no lengths. */
export const isNumericFunction = (name: string): boolean => /^(?:rgba?|hsla?|oklch|oklab|cubic-bezier)$/i.test(name);

/** As much of what somebody wrote as fits into a sentence. */
export const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/**
 * What is wrong with one part of a value, in words; null where nothing is. Whatever is not known by name is wrong.
 * @param inColour the part stands inside a function whose numbers are no lengths
 */
export function faultOf(node: CssNode, property: string, rule: PropertyRule, inColour: boolean): string | null {
  switch (node.type) {
    case 'Value':
    case 'Operator':
    case 'Hash':
    case 'Parentheses':
      return null;
    case 'Identifier': {
      const name = node.name.toLowerCase();
      if (name.startsWith('--'))
        return /^--brand-[a-z-]{1,30}$/.test(name) ? null : 'Only the variables --brand-… can be used.';
      if (rule.refused?.includes(name)) return `“${name}” is not allowed for “${property}”.`;
      return /^-?[a-z][a-z0-9-]{0,39}$/i.test(node.name) ? null : 'This word is not known.';
    }
    case 'String':
      return property === 'font-family' && /^[\w -]{1,40}$/.test(node.value)
        ? null
        : 'Texts in quotes are not allowed here.';
    case 'Url':
      return 'Nothing can be loaded from here. Upload a picture in the settings, or use a colour or a gradient.';
    case 'Function':
      return FUNCTIONS.has(node.name.toLowerCase())
        ? null
        : `“${shorten(node.name)}()” is not allowed. Use a plain value, a colour or a gradient.`;
    case 'Number':
      return inColour ? null : outOfBounds(property, rule, Number(node.value), '');
    case 'Percentage':
      return inColour ? null : outOfBounds(property, rule, Number(node.value), '%');
    case 'Dimension':
      return inColour && /^(?:deg|turn)$/i.test(node.unit)
        ? null
        : outOfBounds(property, rule, Number(node.value), node.unit.toLowerCase());
    default:
      return `The value of “${property}” could not be read.`;
  }
}

function outOfBounds(property: string, { limits }: PropertyRule, value: number, unit: string): string | null {
  // A bare 0 is a length wherever one of no extent is allowed.
  if (value === 0 && unit === '' && Object.values(limits).some(([min]) => min <= 0)) return null;
  const bounds = limits[unit];
  if (bounds === undefined) {
    const units = Object.keys(limits).filter((known) => known !== '');
    return `“${property}” takes ${units.length === 0 ? 'no numbers' : `values in ${units.join(', ')}`}.`;
  }
  const [min, max] = bounds;
  return value >= min && value <= max ? null : `“${property}” takes ${min} to ${max}${unit}.`;
}
