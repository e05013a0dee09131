import { count } from '../../i18n/index.ts';
import type { en } from './reaction-texts.en.ts';

const de: typeof en = {
  title: 'Reaktionen',
  label: 'Reaktionen im Verlauf',
  none: 'Noch keine Reaktionen',
  nobody: 'Niemand hat reagiert.',
  total: (amount) => count(amount, { one: '# Reaktion', other: '# Reaktionen' }),
  names: { like: 'Gefällt mir', heart: 'Herz', laugh: 'Lachen', surprise: 'Überraschung', celebrate: 'Feiern' },
  asTable: 'Als Tabelle',
  table: 'Reaktionen je Minute',
  minute: 'Minute',
};
export default de;
