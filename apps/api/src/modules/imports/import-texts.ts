import type { ImportFault, Locale } from '@stageline/contracts';

/** The words of a result file. */
interface ResultTexts {
  readonly line: string;
  readonly result: string;
  readonly reason: string;
  readonly outcomes: Readonly<Record<'n' | 'c' | 'u' | 'w' | 'left', string>>;
  readonly faults: Readonly<Record<Exclude<ImportFault, 'twice-in-file'>, string>>;
  readonly twiceInFile: (line: number) => string;
}

export const resultTexts: Readonly<Record<Locale, ResultTexts>> = {
  en: {
    line: 'Line',
    result: 'Result',
    reason: 'Reason',
    outcomes: { n: 'new', c: 'changed', u: 'unchanged', w: 'wrong', left: 'not imported' },
    faults: {
      'broken-quote': 'A quotation mark is not closed',
      'too-long': 'The row is too long',
      unreadable: 'Some characters cannot be read',
      'key-missing': 'What the row is known by is missing',
      'email-missing': 'The e-mail address is missing',
      'email-invalid': 'The e-mail address cannot be one',
      'email-taken': 'The e-mail address belongs to somebody else',
      'name-missing': 'The name is missing',
      'phone-invalid': 'The phone number cannot be one',
      'text-invalid': 'A text is too long or has invisible characters',
      ambiguous: 'More than one person fits',
      'contacts-full': 'They have as many addresses or numbers as there may be',
      'stage-needs-phone': 'The stage asks for a phone number',
      'stage-needs-company': 'The stage asks for a company',
      'too-many-rows': 'The file has too many rows; put the rest into another one',
    },
    twiceInFile: (line) => `The same as line ${line}`,
  },
  de: {
    line: 'Zeile',
    result: 'Ergebnis',
    reason: 'Grund',
    outcomes: { n: 'neu', c: 'geändert', u: 'unverändert', w: 'fehlerhaft', left: 'nicht importiert' },
    faults: {
      'broken-quote': 'Ein Anführungszeichen wird nicht geschlossen',
      'too-long': 'Die Zeile ist zu lang',
      unreadable: 'Einige Zeichen sind nicht lesbar',
      'key-missing': 'Das Erkennungsmerkmal fehlt',
      'email-missing': 'Die E-Mail-Adresse fehlt',
      'email-invalid': 'Das kann keine E-Mail-Adresse sein',
      'email-taken': 'Die E-Mail-Adresse gehört jemand anderem',
      'name-missing': 'Der Name fehlt',
      'phone-invalid': 'Das kann keine Telefonnummer sein',
      'text-invalid': 'Ein Text ist zu lang oder enthält unsichtbare Zeichen',
      ambiguous: 'Mehr als eine Person passt',
      'contacts-full': 'Mehr Adressen oder Nummern sind nicht möglich',
      'stage-needs-phone': 'Die Stufe verlangt eine Telefonnummer',
      'stage-needs-company': 'Die Stufe verlangt eine Firma',
      'too-many-rows': 'Die Datei hat zu viele Zeilen; der Rest gehört in eine zweite',
    },
    twiceInFile: (line) => `Wie Zeile ${line}`,
  },
};
