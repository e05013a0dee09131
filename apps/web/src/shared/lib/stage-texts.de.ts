import type { en } from './stage-texts.en.ts';

const de: typeof en = {
  pipeline: 'Vertrieb',
  new: 'Neu',
  contacted: 'Kontaktiert',
  qualified: 'Qualifiziert',
  won: 'Gewonnen',
  lost: 'Verloren',
};
export default de;
