import { count } from '../../shared/i18n/index.ts';
import type { en } from './command-palette.en.ts';

const de: typeof en = {
  title: 'Gehe zu oder erledige',
  placeholder: 'Wohin, oder was tun?',
  commands: 'Befehle',
  nothing: 'Nichts passt. Versuchen Sie ein anderes Wort, zum Beispiel „Kontakte“.',
  found: (amount) => count(amount, { other: '# gefunden' }),
};
export default de;
