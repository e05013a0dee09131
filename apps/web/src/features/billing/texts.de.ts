import type { en } from './texts.en.ts';

const de: typeof en = {
  title: 'Tarif und Abrechnung',
  description: 'Was diese Seite hat, was sie verbraucht hat und was es kostet.',
  loading: 'Tarif und Abrechnung werden geladen',
  plan: 'Ihr Tarif',
  states: {
    none: 'Kostenlos',
    trialing: 'Testzeit',
    active: 'Aktiv',
    cancelling: 'Gekündigt',
    past_due: 'Zahlung fehlgeschlagen',
    grace: 'Zahlung fehlgeschlagen',
    restricted: 'Eingeschränkt',
    ended: 'Kostenlos',
  },
  sentences: {
    free: 'Sie haben den kostenlosen Tarif.',
    given: (plan) => `Sie haben ${plan} kostenlos, vom Betreiber dieser Plattform.`,
    active: (price, day) => `${price}. Am ${day} wird wieder abgebucht.`,
    trialPaid: (price, day) => `Ihre Testzeit endet am ${day}. Danach kostet es ${price}.`,
    trialFree: (day) =>
      `Ihre Testzeit endet am ${day}. Um den Tarif zu behalten, wählen Sie bis dahin eine Zahlungsart. Sonst geht es kostenlos weiter.`,
    cancelling: (day) =>
      `Er endet am ${day}. Danach geht es kostenlos weiter, und von dem, was Sie gemacht haben, geht nichts verloren.`,
    owing: (day) =>
      `Eine Abbuchung ist nicht durchgegangen und wird noch einmal versucht. Ist bis zum ${day} nicht gezahlt, wird die Seite eingeschränkt.`,
    restricted:
      'Bis zur Zahlung können Sie nichts planen, niemanden einladen, nichts importieren oder veröffentlichen, und Neuigkeiten warten. Was geplant und verkauft ist, findet statt, und Sie können alles lesen und exportieren.',
    paidUntil: (price, day) => `${price}. Bis zum ${day} ist bezahlt.`,
    next: (plan, price, day) =>
      `Am ${day} wird daraus ${plan} für ${price}, und das wird dann abgebucht. Vorher wird nichts abgebucht, und bis dahin können Sie den Wechsel zurücknehmen.`,
    off: 'Diese Plattform nimmt zurzeit keine Zahlungen an. Der Betreiber kann Ihnen einen anderen Tarif geben.',
  },
  tryOut: 'Hier können Sie alles ausprobieren: Es fließt kein Geld.',
  changeCard: 'Karte ändern',
  mend: 'Zahlung in Ordnung bringen',
  cancel: 'Tarif kündigen',
  cancelNow: 'Tarif sofort beenden',
  resume: 'Mit dem Tarif weitermachen',
  cancelTitle: 'Den Tarif kündigen?',
  cancelText: (day) =>
    `Sie behalten ihn bis zum ${day} und machen danach kostenlos weiter. Von dem, was Sie gemacht haben, geht nichts verloren.`,
  cancelOwing:
    'Er ist nicht bezahlt und endet deshalb sofort. Sie machen kostenlos weiter, und von dem, was Sie gemacht haben, geht nichts verloren.',
  cancelPlanned: 'Der geplante Wechsel entfällt.',
  takeBack: 'Geplanten Wechsel zurücknehmen',
  keep: 'Behalten',
  cancelled: 'Der Tarif ist gekündigt',
  resumed: 'Sie machen mit dem Tarif weiter',
  plans: 'Alle Tarife',
  interval: 'Wie oft Sie zahlen',
  intervals: { month: 'Monatlich', year: 'Jährlich, zwei Monate frei' },
  currency: 'Währung',
  perMonth: (price) => `${price} im Monat`,
  perYear: (price) => `${price} im Jahr`,
  costsNothing: 'Kostenlos',
  planFeatures: { free: 'Zum Ausprobieren', pro: 'Für Einzelne', business: 'Für ein Team' },
  members: (count) => `${count} Mitglieder`,
  allows: {
    mail: (count) => `${count} E-Mails im Monat`,
    ai: (count) => `${count} KI-Texte im Monat`,
    room_minutes: (count) => `${count} Raumminuten im Monat`,
  },
  yours: 'Ihr Tarif',
  choose: (plan) => `${plan} wählen`,
  change: (plan) => `Zu ${plan} wechseln`,
  payBy: { month: 'Monatlich zahlen', year: 'Jährlich zahlen' },
  plannedFirst:
    'Zum Ende Ihres Zeitraums ist ein Wechsel geplant. Sie können stattdessen einen kleineren planen. Für etwas Größeres sofort nehmen Sie den geplanten Wechsel zuerst zurück.',
  tryFree: (days) => `${days} Tage testen, ohne Karte`,
  tried: 'Ihre Testzeit hat begonnen',
  preview: (plan) => `Zu ${plan} wechseln`,
  previewing: 'Der Betrag wird ausgerechnet',
  dueNow: 'Jetzt zu zahlen',
  then: 'Danach',
  from: (price, day) => `${price}, ab dem ${day}`,
  whens: {
    'at-once': () => 'Sie haben ihn sofort. Was vom jetzigen Tarif übrig ist, wird abgezogen.',
    later: (day) =>
      `Jetzt wird nichts abgebucht. Sie behalten den jetzigen Tarif bis zum ${day}, denn bis dahin ist er bezahlt. Bis zu diesem Tag können Sie den Wechsel zurücknehmen.`,
    undo: () => 'Der geplante Wechsel wird zurückgenommen. Jetzt wird nichts abgebucht.',
  },
  confirmChange: 'Wechsel bestätigen',
  changed: 'Der Tarif ist geändert',
  usage: 'Was Sie verbraucht haben',
  usageHint: (day) => `Beginnt am ${day} von vorn. Was Sie gekauft haben, verfällt nicht.`,
  credits: {
    mail: {
      name: 'E-Mails',
      hint: 'Sind sie verbraucht, warten Neuigkeiten und Erinnerungen. Links zu Plätzen warten nie.',
    },
    ai: { name: 'KI-Texte', hint: 'Gezählt, wenn ein Text entsteht; misslingt er, kostet er nichts.' },
    room_minutes: {
      name: 'Raumminuten',
      hint: 'Gezählt nach jeder Masterclass. Ein Raum wird nie abgeschaltet.',
    },
  },
  usedOf: (used, of) => `${used} von ${of}`,
  bought: (count) => `und ${count} gekauft`,
  usedUp: 'Verbraucht',
  buys: {
    mail: (count, price) => `${count} E-Mails für ${price} kaufen`,
    ai: (count, price) => `${count} KI-Texte für ${price} kaufen`,
    room_minutes: (count, price) => `${count} Raumminuten für ${price} kaufen`,
  },
  invoices: 'Rechnungen',
  noInvoices: 'Hier stehen die Rechnungen der Plattform, sobald etwas abgebucht wurde.',
  invoiceStates: { open: 'Zu zahlen', paid: 'Bezahlt', void: 'Zurückgenommen' },
  tax: {
    words: {
      added: (rate, name) => `zuzüglich ${rate} ${name}`,
      included: (rate, name) => `einschließlich ${rate} ${name}`,
      exempt: (name) => `ohne ${name}`,
      reverse_charge: (name) => `ohne ${name}, die Sie selbst schulden (Reverse Charge)`,
    },
    prices: (words) => `Preise ${words}.`,
    changes: (words) => `Was jetzt zu zahlen ist, ist der ganze Betrag. Der Preis danach ist ${words}.`,
    of: (amount) => `davon Steuer ${amount}`,
    reverse: 'Reverse Charge',
  },
  buyer: {
    title: 'Rechnungsadresse',
    description: 'Steht ab der nächsten auf den Rechnungen der Plattform. Was abgebucht ist, bleibt, wie es war.',
    taxIdHint:
      'Mit der USt-IdNr. eines Unternehmens anderswo in der EU schulden Sie die Steuer selbst (Reverse Charge).',
    save: 'Adresse speichern',
    saved: 'Die Rechnungsadresse ist gespeichert',
  },
  open: 'Öffnen',
  openOf: (number) => `Rechnung ${number} öffnen`,
  payOf: (number) => `Rechnung ${number} zahlen`,
  pay: 'Zahlen',
  bar: 'Tarif dieser Seite',
  bars: {
    'trial-ends': (day) => `Ihre Testzeit endet am ${day}.`,
    past_due: (day) =>
      `Eine Zahlung für diese Seite ist nicht durchgegangen. Wird nicht gezahlt, ist die Seite ab dem ${day} eingeschränkt.`,
    grace: (day) => `Eine Zahlung für diese Seite fehlt noch. Ab dem ${day} ist die Seite eingeschränkt.`,
    restricted: () =>
      'Diese Seite ist eingeschränkt, weil eine Zahlung fehlt. Was geplant und verkauft ist, findet statt.',
  },
  look: 'Tarif ansehen',
};

export default de;
