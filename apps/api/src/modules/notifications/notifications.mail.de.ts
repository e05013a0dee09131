import type { en } from './notifications.mail.en.ts';

export const de: typeof en = {
  lead: (lead) => `Kontakt: ${lead}`,
  assigned: (lead) => `${lead} ist jetzt Ihr Kontakt`,
  due: (lead, at) => `${lead} wartet auf Ihre erste Antwort, bis ${at}`,
  overdue: (lead, member) => `${lead} hat von ${member} keine Antwort bekommen, und die Frist ist vorbei`,
  taken: (lead) => `${lead} ging an ein anderes Mitglied, weil niemand geantwortet hatte`,
  importEnded: {
    done: (file) => `Der Import von ${file} ist fertig`,
    failed: (file) => `Der Import von ${file} ist abgebrochen`,
    'check-failed': (file) => `${file} konnte nicht geprüft werden`,
  },
  importDetail: {
    done: (imported, wrong) => `Importierte Zeilen: ${imported}. Ausgelassene Zeilen: ${wrong}.`,
    failed: (written, rows) =>
      `${written} von ${rows} Zeilen sind geschrieben und bleiben. Der Fehler liegt bei uns und nicht an Ihrer Datei. Öffnen Sie den Import, um mit dem Rest weiterzumachen; nichts wird doppelt geschrieben.`,
    'check-failed': () =>
      'Es wurde nichts geschrieben. Der Fehler liegt bei uns und nicht an Ihrer Datei. Öffnen Sie den Import, um ihn noch einmal prüfen zu lassen.',
  },
  openImport: 'Import öffnen',
  digest: (count, site) => `${count} Mitteilungen von ${site}`,
  digestIntro: (member, site) => `Guten Tag ${member}, das ist auf ${site} geschehen:`,
  more: (count) => `Und ${count} weitere.`,
  hello: (member) => `Guten Tag ${member},`,
  open: 'Übersicht öffnen',
  openLead: 'Kontakt öffnen',
  why: 'Sie erhalten das, weil Sie an dieser Site mitarbeiten. Wählen Sie unter Mitteilungen, was Sie erfahren möchten.',
};
