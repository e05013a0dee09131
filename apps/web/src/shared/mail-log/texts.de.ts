import type { en } from './texts.en.ts';

const de: typeof en = {
  status: {
    queued: 'Unterwegs',
    sent: 'Gesendet',
    rejected: 'Nicht angenommen',
    delivered: 'Zugestellt',
    bounced: 'Kam zurück',
    complained: 'Als Spam gemeldet',
    suppressed: 'Zurückgehalten',
  },
  topic: {
    necessary: 'Notwendig',
    reminders: 'Erinnerungen',
    'follow-ups': 'Nachrichten danach',
    news: 'Neuigkeiten',
  },
  reason: {
    unsubscribed: 'Solche E-Mails sind nicht gewünscht',
    complaint: 'Eine E-Mail wurde als Spam gemeldet',
    'hard-bounce': 'Die Adresse gibt es nicht',
    'soft-bounces': 'E-Mails kamen dreimal in einem Monat zurück',
  },
  mails: 'E-Mails',
  none: 'Bisher ging keine E-Mail an diese Person.',
  show: (subject) => `Die E-Mail „${subject}“ zeigen`,
  more: 'Mehr zeigen',
  to: (address) => `An ${address}`,
  copy: 'Die E-Mail, wie sie hinausging',
  way: 'Was aus ihr wurde',
  secrets: 'Persönliche Links sind hier gekürzt, damit niemand sonst durch sie geht.',
  stopped: (topics) => `Abbestellt: ${topics}.`,
  unreachable: 'An diese Adresse wird nichts gesendet, weil E-Mails an sie zurückkamen.',
  lift: 'Die Adresse geht wieder',
  liftTitle: (name) => `Wieder E-Mails an ${name} senden?`,
  liftText: 'Was selbst abbestellt wurde, bleibt abbestellt. Ihr Grund steht im Protokoll.',
  liftReason: 'Woher wissen Sie das?',
  liftMissing: 'Bitte sagen Sie, woher Sie das wissen.',
  lifted: 'An diese Adresse gehen wieder E-Mails.',
  notLifted: 'Das hat nicht geklappt.',
};
export default de;
