import type { Locale, WebinarFault } from '@stageline/contracts';

interface ReportTexts {
  readonly line: string;
  readonly result: string;
  readonly reason: string;
  readonly row: string;
  readonly repaired: string;
  readonly skipped: string;
  readonly sum: (rows: number, kept: number, repaired: number, skipped: number) => string;
  readonly faults: Readonly<Record<WebinarFault, string>>;
}

/** The words of a report about a file. */
export const reportTexts: Readonly<Record<Locale, ReportTexts>> = {
  en: {
    line: 'Line',
    result: 'Result',
    reason: 'Reason',
    row: 'Row',
    repaired: 'repaired',
    skipped: 'left out',
    sum: (rows, kept, repaired, skipped) =>
      `${rows} rows: ${kept} as they are, ${repaired} repaired, ${skipped} left out`,
    faults: {
      'broken-quote': 'A quotation mark is not closed',
      'too-long': 'The row is too long',
      'too-many-rows': 'The file has too many rows',
      empty: 'There is nothing in it',
      nobody: 'It says neither a name nor an address',
      'email-invalid': 'The e-mail address is none; it was left empty',
      'number-invalid': 'A number is none; it was left empty',
      'number-clamped': 'A number is out of its range; the nearest one was taken',
      'time-invalid': 'A time is none; it was left empty',
      'time-ambiguous': 'The clocks were changed: this time was there twice or never; one was taken',
      'date-missing': 'A time of day without a date; it was left out until one is known',
      'times-swapped': 'Left before they came; the times were swapped',
      'text-cleaned': 'Characters that no text has were taken out',
      'text-shortened': 'A text is too long; its beginning was taken',
      'too-few-cells': 'Cells are missing at the end; they were read as empty',
      'too-many-cells': 'There are more cells than columns; the rest was not read',
      host: 'Held the webinar',
      bot: 'A program and nobody',
      repeated: 'Says again what another row says',
      reaction: 'A reaction and no message',
    },
  },
  de: {
    line: 'Zeile',
    result: 'Ergebnis',
    reason: 'Grund',
    row: 'Inhalt',
    repaired: 'ausgebessert',
    skipped: 'ausgelassen',
    sum: (rows, kept, repaired, skipped) =>
      `${rows} Zeilen: ${kept} unverändert, ${repaired} ausgebessert, ${skipped} ausgelassen`,
    faults: {
      'broken-quote': 'Ein Anführungszeichen ist nicht geschlossen',
      'too-long': 'Die Zeile ist zu lang',
      'too-many-rows': 'Die Datei hat zu viele Zeilen',
      empty: 'Es steht nichts darin',
      nobody: 'Weder Name noch Adresse stehen darin',
      'email-invalid': 'Die E-Mail-Adresse ist keine; sie blieb leer',
      'number-invalid': 'Eine Zahl ist keine; sie blieb leer',
      'number-clamped': 'Eine Zahl liegt außerhalb ihres Bereichs; die nächste wurde genommen',
      'time-invalid': 'Eine Zeit ist keine; sie blieb leer',
      'time-ambiguous': 'Die Uhr wurde umgestellt: Diese Zeit gab es zweimal oder nie; eine wurde genommen',
      'date-missing': 'Eine Uhrzeit ohne Datum; sie blieb weg, bis eines bekannt ist',
      'times-swapped': 'Ging, bevor sie kam; die Zeiten wurden vertauscht',
      'text-cleaned': 'Zeichen, die in keinem Text stehen, wurden entfernt',
      'text-shortened': 'Ein Text ist zu lang; sein Anfang wurde genommen',
      'too-few-cells': 'Am Ende fehlen Zellen; sie gelten als leer',
      'too-many-cells': 'Es sind mehr Zellen als Spalten; der Rest wurde nicht gelesen',
      host: 'Hat das Webinar gehalten',
      bot: 'Ein Programm und kein Mensch',
      repeated: 'Sagt noch einmal, was eine andere Zeile sagt',
      reaction: 'Eine Reaktion und keine Nachricht',
    },
  },
};
