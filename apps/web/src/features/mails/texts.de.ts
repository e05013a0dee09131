import type { en } from './texts.en.ts';

const de: typeof en = {
  title: 'E-Mails',
  description: 'Was Ihre Seite den Angemeldeten schreibt, und wann.',
  parts: 'Bereiche der E-Mails',
  partNames: { templates: 'Vorlagen' },
  loading: 'Die E-Mails werden geladen',
  changed: 'Geändert',
  templateNames: {
    'reminder-day': 'Erinnerung, lange vorher',
    'reminder-hour': 'Erinnerung, kurz vorher',
    'starting-now': 'Gleich geht es los',
    'thanks-attended': 'Danke fürs Kommen',
    missed: 'Wir haben Sie vermisst',
    'replay-ready': 'Die Aufzeichnung ist da',
  },
  templateHints: {
    'reminder-day': 'Wann es beginnt, wer spricht, und der Link in den Raum.',
    'reminder-hour': 'Der Link in den Raum, solange noch Zeit ist.',
    'starting-now': 'Minuten bevor sich die Türen öffnen.',
    'thanks-attended': 'Für alle, die da waren, im Nachhinein.',
    missed: 'Für alle, die angemeldet waren und nicht kamen.',
    'replay-ready': 'Mit dem Link zur Aufzeichnung. Geht nur hinaus, wo es eine gibt.',
  },
};
export default de;
