import { count } from '../../i18n/index.ts';
import type { en } from './viewer-texts.en.ts';

const de: typeof en = {
  label: 'Zuschauer im Verlauf',
  notLive: 'Die Kurve beginnt, sobald Sie live gehen.',
  nobody: 'Niemand war im Raum.',
  peak: (viewers) => count(viewers, { one: '# Person', other: '# Personen' }),
  atOnce: (time) => `höchstens zugleich, um ${time}`,
  none: 'Noch niemand',
  step: (time, intoIt) => `${time}, nach ${intoIt}`,
  average: 'im Durchschnitt',
  unique: (amount: number) => (amount === 1 ? 'Person' : 'verschiedene Personen'),
  drops: 'Wo viele gegangen sind',
  drop: (gone, before) =>
    `${count(gone, { other: '#' })} von ${count(before, { other: '#' })} sind innerhalb einer Minute gegangen`,
};
export default de;
