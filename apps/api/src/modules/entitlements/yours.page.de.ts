import type { en } from './yours.page.en.ts';

export const de: typeof en = {
  title: 'Was Ihnen gehört',
  hint: (site) => `Alles, was Sie bei ${site} bestellt haben, und was es öffnet. Behalten Sie den Link für sich.`,
  nothing: 'Sie haben nichts bestellt, das etwas öffnet.',
  ordered: (day) => `Bestellt am ${day}`,
  closed: {
    unpaid: 'Geschlossen: noch nicht bezahlt.',
    late: 'Geschlossen: Eine Rate ist seit zwei Wochen nicht bezahlt. Sobald sie bezahlt ist, öffnet es sich wieder.',
    refunded: 'Geschlossen: Sie haben Ihr Geld zurückbekommen.',
    disputed: 'Geschlossen, bis Ihre Bank entschieden hat. Bleibt es bei der Zahlung, öffnet es sich wieder.',
    lost: 'Geschlossen: Ihre Bank hat die Zahlung zurückgeholt.',
  },
  pay: 'Jetzt bezahlen',
  open: 'Offen',
  replay: 'Aufzeichnung ansehen',
  replayLater: 'Die Aufzeichnung: Sie ist noch nicht da.',
  files: 'Dateien',
  noFiles: 'Dateien: Es gibt noch keine.',
  file: (name, size) => `${name} (${size})`,
  book: (call) => `Gespräch buchen: ${call}`,
  booked: (call) => `Ihr Gespräch: ${call}`,
  callGone: 'Ihr Gespräch: Es lässt sich gerade nicht buchen. Bitte schreiben Sie uns.',
  wasFor: { replay: 'Die Aufzeichnung', materials: 'Die Dateien', call: 'Ein Gespräch' },
};
