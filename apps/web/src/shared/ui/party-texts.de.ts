import type { en } from './party-texts.en.ts';

const de: typeof en = {
  name: 'Name oder Firma',
  address: 'Anschrift',
  addressHint: 'Straße, Postleitzahl und Ort, je eine Zeile.',
  country: 'Land',
  chooseCountry: 'Wählen Sie ein Land',
  taxId: 'Steuernummer oder USt-IdNr.',
};
export default de;
