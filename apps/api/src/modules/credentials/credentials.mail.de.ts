import type { en } from './credentials.mail.en.ts';

const NOT_YOU = 'Wenn Sie das nicht waren, ignorieren Sie diese E-Mail einfach: Ohne den Link geschieht nichts.';

export const de: typeof en = {
  links: {
    'log-in': {
      heading: (site) => `Anmelden bei ${site}`,
      text: () =>
        'Der Link gilt einmal und 15 Minuten lang. Öffnen Sie ihn auf dem Gerät, auf dem Sie sich anmelden möchten.',
      label: 'Anmelden',
      footer: () => `Mit dieser Adresse wurde ein Link zum Anmelden angefordert. ${NOT_YOU}`,
    },
    'password-reset': {
      heading: () => 'Wählen Sie ein neues Passwort',
      text: (site) =>
        `Für Ihr Konto bei ${site}. Der Link gilt einmal und 15 Minuten lang. Ein neues Passwort beendet alle Sitzungen.`,
      label: 'Neues Passwort wählen',
      footer: () => `Für diese Adresse wurde ein neues Passwort angefordert. ${NOT_YOU}`,
    },
    'confirm-email': {
      heading: () => 'Bestätigen Sie Ihre E-Mail-Adresse',
      text: (site) =>
        `Damit ${site} Sie erreicht und Sie immer wieder hineinkommen. Der Link gilt einmal und einen Tag lang.`,
      label: 'Adresse bestätigen',
      footer: (site) => `Diese Adresse wurde für ein Konto bei ${site} angegeben. ${NOT_YOU}`,
    },
  },
  notices: {
    'password-changed': 'Das Passwort wurde geändert, und alle anderen Sitzungen wurden beendet.',
    'totp-added': 'Eine Authenticator-App wurde hinzugefügt.',
    'totp-removed': 'Die Authenticator-App wurde entfernt.',
    'passkey-added': 'Ein Passkey wurde hinzugefügt.',
    'passkey-removed': 'Ein Passkey wurde entfernt.',
    'recovery-code-used': 'Ein Wiederherstellungscode wurde zum Anmelden benutzt.',
    'recovery-codes-renewed': 'Neue Wiederherstellungscodes wurden erstellt; die alten gelten nicht mehr.',
    'identity-linked': 'Die Anmeldung über einen anderen Anbieter wurde verknüpft.',
    'identity-unlinked': 'Die Verknüpfung mit einem anderen Anbieter wurde gelöst.',
  },
  notice: {
    subject: (site) => `Ihr Konto bei ${site} wurde geändert`,
    text: 'Wenn Sie das waren, ist nichts zu tun. Wenn nicht, wählen Sie gleich ein neues Passwort und sehen Sie die Seite „Sicherheit“ durch.',
    label: 'Sicherheit ansehen',
    footer: (site) => `Sie erhalten diese E-Mail, weil sie Ihr Konto bei ${site} betrifft.`,
  },
};
