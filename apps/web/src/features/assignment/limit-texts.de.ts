import type { en } from './limit-texts.en.ts';

const de: typeof en = {
  title: 'Antwortfrist',
  description:
    'Wer einen Kontakt bekommt, muss ihn rechtzeitig beantworten: mit einer anderen Stufe, einer Notiz, einem Anruf oder einer E-Mail. Sie gilt für Kontakte, die ab jetzt jemandem zugewiesen werden.',
  enabled: 'Eine rechtzeitige erste Antwort verlangen',
  limit: 'Frist, in Minuten der Geschäftszeit',
  remind: 'Vorher erinnern, in Minuten',
  remindHint: '0 für keine Erinnerung.',
  reassign: 'Danach jemand anderem geben, in Minuten',
  reassignHint: 'Leer für nie. Ein Kontakt, den jemand beantwortet hat, wird nie weggenommen.',
  hasHours: 'Nur Geschäftszeiten zählen',
  hasHoursHint: 'Sonst zählen auch Nächte und Wochenenden.',
  days: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
  from: (day) => `${day} von`,
  to: (day) => `${day} bis`,
  timeZone: 'Zeitzone',
  siteZone: (zone) => `Wie die Seite: ${zone}`,
  holidays: 'Tage, an denen niemand arbeitet',
  holidaysHint: 'Einer pro Zeile, etwa 2026-12-24.',
  waiting: (waiting, overdue) => `${waiting} warten auf Antwort, ${overdue} davon zu lange`,
  answered: (inTime, answered) => `${inTime} von ${answered} in 30 Tagen rechtzeitig beantwortet`,
  save: 'Frist speichern',
  saved: 'Die Antwortfrist ist gespeichert',
  loading: 'Antwortfrist wird geladen',
};
export default de;
