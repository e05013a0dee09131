import type { en } from './admin.mail.en.ts';

export const de: typeof en = {
  suspended: {
    heading: (site) => `${site} ist gesperrt`,
    text: (name, site) =>
      `Guten Tag ${name}, ${site} wurde gesperrt. Besucher sehen eine neutrale Seite, und Ihr Team kann sich nicht anmelden. Gelöscht wurde nichts: Sobald die Seite wieder freigegeben ist, ist alles da, wie es war.`,
  },
  reactivated: {
    heading: (site) => `${site} ist wieder da`,
    text: (name, site) =>
      `Guten Tag ${name}, ${site} wurde wieder freigegeben. Seiten, Team und Kontakte sind da, genau wie zuvor.`,
  },
  closed: {
    heading: (site) => `${site} wurde geschlossen`,
    text: (name, site) =>
      `Guten Tag ${name}, ${site} wurde geschlossen. Besucher sehen eine neutrale Seite, und Ihr Team kann sich nicht anmelden. Die Daten werden nach 30 Tagen gelöscht; bis dahin lässt sich das Schließen zurücknehmen.`,
  },
  reopened: {
    heading: (site) => `${site} wird nicht mehr geschlossen`,
    text: (name, site) =>
      `Guten Tag ${name}, das Schließen von ${site} wurde zurückgenommen. Die Seite ist, wie sie vorher war, und gelöscht wurde nichts.`,
  },
  reason: (reason) => `Der angegebene Grund: ${reason}`,
  askAt: (email) => `Haben Sie eine Frage, oder ist das ein Irrtum? Schreiben Sie an ${email}.`,
  ask: 'Haben Sie eine Frage, oder ist das ein Irrtum? Wenden Sie sich bitte an die Betreiber der Plattform.',
  seeState: 'Den Stand ansehen',
  open: 'Ihr Dashboard öffnen',
  why: (site) => `Sie erhalten diese E-Mail, weil Ihnen ${site} gehört. Sie betrifft Ihre Seite und ist keine Werbung.`,
};
