import { BLOCK_TYPES } from '@stageline/contracts';
import { settingsTexts } from '../texts.ts';

/** A block by its key, which the editor makes of its type and a number: `faq`, `faq-2`. */
function named(key: string): string | undefined {
  const [, type, number] = /^([a-z]+)(?:-(\d+))?$/.exec(key) ?? [];
  const known = BLOCK_TYPES.find((each) => each === type);
  if (known === undefined) return undefined;
  const name = settingsTexts().blockNames[known];
  return number === undefined ? name : `${name} ${number}`;
}

/** The name of the block that a changed field is about: `blocks.faq-2`. */
export const blockNameOf = (field: string): string | undefined =>
  field.startsWith('blocks.') ? named(field.slice('blocks.'.length)) : undefined;

/** The order of a page's blocks, one a line, as somebody reads it. */
export const orderInWords = (order: string): string =>
  order
    .split('\n')
    .map((line) => {
      const key = line.replace(/ \(hidden\)$/, '');
      const name = named(key) ?? key;
      return key === line ? name : `${name} (${settingsTexts().hidden.toLowerCase()})`;
    })
    .join('\n');
