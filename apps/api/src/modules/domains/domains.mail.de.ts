import type { en } from './domains.mail.en.ts';

export const de: typeof en = {
  live: {
    subject: (host) => `${host} ist verbunden`,
    heading: (host) => `${host} ist verbunden`,
    before: (host, name) =>
      `Guten Tag ${name}, Ihre Seite ist jetzt unter ${host} zu erreichen. Sonst ist nichts zu tun.`,
    after: null,
  },
  degraded: {
    subject: (host) => `Bitte sehen Sie nach: ${host}`,
    heading: (host) => `${host} braucht Ihre Aufmerksamkeit`,
    before: (host, name) =>
      `Guten Tag ${name}, unsere Prüfung von ${host} hat etwas gefunden, das die Domain unterbricht oder bald unterbrechen wird.`,
    after:
      'Wir sehen jede Stunde wieder nach. Sobald es behoben ist, ist die Domain wieder verbunden. Nach 30 Tagen wird sie freigegeben.',
  },
  removed: {
    subject: (host) => `${host} wurde getrennt`,
    heading: (host) => `${host} wurde getrennt`,
    before: (host, name) =>
      `Guten Tag ${name}, ${host} führt seit 30 Tagen woandershin und ist deshalb nicht mehr mit Ihrer Seite verbunden.`,
    after: 'Ihre Adresse bei uns gilt weiter. Sie können die Domain jederzeit wieder verbinden.',
  },
  open: 'Ihre Domains öffnen',
  why: (site) => `Sie erhalten diese E-Mail, weil Ihnen ${site} gehört.`,
};
