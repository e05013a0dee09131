import type { SenderFault } from '@stageline/contracts';
import type { en } from './sender-texts.en.ts';

const noAnswer =
  'Die Nameserver haben nicht geantwortet. Das sagt nichts über Ihre Einträge; wir sehen von selbst wieder nach.';
const dkimFaults: Readonly<Record<SenderFault, string>> = {
  missing: 'Legen Sie diesen TXT-Eintrag an. Er beweist, dass die Domain Ihnen gehört.',
  'other-key': 'Unter diesem Namen steht ein anderer Schlüssel. Ersetzen Sie ihn durch diesen.',
  'cut-off':
    'Der Schlüssel ist abgeschnitten. Manche Anbieter nehmen je 255 Zeichen: Teilen Sie den Wert in zwei Texte eines Eintrags.',
  revoked: 'Der Schlüssel unter diesem Namen ist leer, also zurückgezogen. Tragen Sie den ganzen Wert ein.',
  several: 'Unter diesem Namen stehen mehrere Einträge. Lassen Sie nur diesen stehen.',
  'no-answer': noAnswer,
};

const de: typeof en = {
  paused: 'Erinnerungen, Nachfassmails und Neuigkeiten warten',
  pausedWhy: {
    'hard-bounces': (amount, sent) =>
      `${amount} von ${sent} E-Mails der letzten Tage gingen an Adressen, die es nicht gibt.`,
    complaints: (amount, sent) => `${amount} von ${sent} E-Mails der letzten Tage wurden als unerwünscht gemeldet.`,
  },
  pausedNext: (at) =>
    `Seit ${at}. Bestätigungen und Links in den Raum gehen weiter hinaus. Wir sehen es uns an; bitte prüfen Sie, woher Ihre Liste kommt.`,
  loading: 'Der Absender wird geladen',
  from: 'Ihre E-Mails kommen von',
  replyTo: 'Antworten gehen an',
  noReplyTo: 'Die Adresse, von der die E-Mails kommen',
  platformHint:
    'Ihr Name steht vor unserer Adresse. Mit einer Adresse Ihrer Domain sehen die Leute, woher die E-Mail ist, und ihr Ruf ist Ihr eigener.',
  ownHint: 'E-Mails, mit denen Sie und Ihr Team sich anmelden, kommen weiter von unserer Adresse.',
  addTitle: 'Von der eigenen Adresse senden',
  addHint: 'Sie brauchen eine Domain und Zugang zu ihrem DNS. Nötig ist ein Eintrag, den wir Ihnen dann zeigen.',
  address: 'E-Mail-Adresse',
  addressHint: 'Am besten eine, die Sie lesen: Manche Leute antworten ihr.',
  placeholder: 'hallo@example.com',
  use: 'Diese Adresse verwenden',
  states: { pending: 'Wartet auf DNS', verified: 'Bestätigt', failing: 'Braucht Aufmerksamkeit' },
  steps: {
    pending:
      'Tragen Sie den ersten Eintrag bei Ihrem DNS-Anbieter ein. Wir suchen ihn von selbst; bis dahin kommen die E-Mails von uns.',
    verified: 'E-Mails an Ihre Leute kommen von dieser Adresse, unterschrieben von Ihrer Domain.',
    failing: 'Wir finden Ihren Schlüssel nicht mehr. Bis er wieder da ist, kommen die E-Mails von unserer Adresse.',
  },
  statuses: {
    ok: 'Wie es sein soll',
    missing: 'Fehlt',
    wrong: 'Anders',
    unknown: 'Keine Antwort',
    waiting: 'Noch nicht angesehen',
  },
  kinds: { dkim: 'Schlüssel Ihrer E-Mails (DKIM)', dmarc: 'Regel Ihrer Domain (DMARC)' },
  about: {
    dkim: 'Hier lesen Postfächer, dass eine E-Mail von Ihnen unterschrieben ist.',
    dmarc: 'Sie sagt, was aus E-Mails wird, die nur behaupten, von Ihnen zu sein.',
  },
  faults: {
    dkim: dkimFaults,
    dmarc: {
      ...dkimFaults,
      missing:
        'E-Mails gehen auch ohne hinaus, aber große Postfächer verlangen eine. Diese ändert für den Anfang nichts.',
      several: 'Unter diesem Namen stehen mehrere Einträge, also glauben Postfächer keinem. Lassen Sie einen stehen.',
    },
  },
  spf: 'Für uns brauchen Sie keinen SPF-Eintrag: Rückläufer kommen zu unserer Domain, die einen hat.',
  type: 'Art',
  name: 'Name',
  value: 'Wert',
  found: 'Gefunden',
  nothing: 'Nichts',
  shortName: (label) => `Ergänzt Ihr Anbieter die Domain selbst, tragen Sie ${label} ein`,
  copy: (what) => `${what} kopieren`,
  copied: 'Kopiert',
  notCopied: 'Nicht kopiert. Markieren Sie stattdessen den Text.',
  firstLook: 'Wir sehen innerhalb einer Minute nach.',
  lookedAt: (when) => `Nachgesehen ${when}.`,
  notLooking: 'Nach drei Tagen haben wir aufgehört. Drücken Sie „Jetzt prüfen“, sobald der Eintrag da ist.',
  checkNow: 'Jetzt prüfen',
  notChecked: 'Das DNS wurde nicht angesehen',
  remove: 'Entfernen',
  removeTitle: (address) => `Nicht mehr von ${address} senden?`,
  removeHint:
    'E-Mails kommen dann wieder von unserer Adresse. Um diese später zu nutzen, tragen Sie einen neuen Schlüssel ein.',
  notRemoved: 'Der Absender wurde nicht entfernt',
};

export default de;
