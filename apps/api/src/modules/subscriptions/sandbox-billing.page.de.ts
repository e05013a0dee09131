import type { SandboxBillingTexts } from './sandbox-billing.page.en.ts';

export const de: SandboxBillingTexts = {
  title: 'Sandbox-Abrechnung',
  sandbox: 'Das ist eine Sandbox. Es fließt kein Geld, und niemand fragt nach einer Karte.',
  what: 'Was soll geschehen?',
  pay: 'Zahlen',
  cancel: 'Zurück, ohne zu zahlen',
  back: 'Zurück zur Seite',
  declined: 'Die Karte wurde abgelehnt. Bitte versuchen Sie es anders.',
  paid: 'Erledigt. Danke.',
  closed: 'Hier kann niemand mehr zahlen. Bitte beginnen Sie auf der Seite von vorn.',
  challenge: 'Ihre Bank fragt: Sind Sie das?',
  confirm: 'Ja, das bin ich',
  refuse: 'Nein',
  trial: 'Vor dem Ende der Testzeit wird nichts abgebucht.',
  portal: 'Wie Sie zahlen',
  goodCard: 'Eine Karte angeben, die funktioniert, und Offenes zahlen',
  badCard: 'Die Karte ab jetzt ablehnen lassen',
  renew: 'Den Zeitraum jetzt enden lassen',
  cards: { none: 'Es gibt noch keine Karte.', good: 'Die Karte funktioniert.', declines: 'Die Karte wird abgelehnt.' },
  nothing: 'Es ist nichts gebucht.',
  due: 'Eine Rechnung ist offen.',
  outcomes: {
    card: 'Die Karte wird belastet',
    'card-3ds': 'Die Bank fragt, ob Sie es sind (3-D Secure)',
    'card-declined': 'Die Karte wird abgelehnt',
  },
};
