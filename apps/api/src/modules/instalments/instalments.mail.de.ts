import type { en } from './instalments.mail.en.ts';

export const de: typeof en = {
  subjects: {
    ahead: (amount, day) => `${amount} sind am ${day} fällig`,
    first: (amount) => `${amount} sind noch nicht bezahlt`,
    second: (amount) => `Zweite Erinnerung: ${amount} sind noch nicht bezahlt`,
    last: (amount) => `Letzte Erinnerung: ${amount} sind noch nicht bezahlt`,
    charged: (amount, day) => `${amount} werden am ${day} abgebucht`,
    declined: (amount) => `${amount} konnten nicht abgebucht werden`,
    asks: (amount) => `Ihre Bank bittet Sie, ${amount} zu bestätigen`,
  },
  heading: (firstName) => `Ihre nächste Rate, ${firstName}`,
  part: (part, parts, invoice) => `Das ist Rate ${part} von ${parts} der Rechnung ${invoice}.`,
  texts: {
    ahead: (amount, day) => `${amount} sind am ${day} fällig.`,
    first: (amount, day) => `${amount} waren am ${day} fällig. Vielleicht wurde es vergessen.`,
    second: (amount, day) => `${amount} waren am ${day} fällig und sind nicht eingegangen.`,
    last: (amount, day) =>
      `${amount} waren am ${day} fällig und sind nicht eingegangen. Was damit bezahlt wird, ist bis dahin geschlossen.`,
    charged: (amount, day) =>
      `${amount} werden am ${day} von Ihrer Karte abgebucht, wie Sie es erlaubt haben. Sie brauchen nichts zu tun. Wenn Sie das nicht mehr möchten, können Sie es vorher auf der Seite Ihrer Raten sagen.`,
    declined: (amount, day) =>
      `Ihre Karte wurde abgelehnt, deshalb wurden ${amount} nicht abgebucht. Am ${day} wird es noch einmal versucht. Sie können vorher auch selbst bezahlen.`,
    asks: (amount) =>
      `${amount} wurden nicht abgebucht, weil Ihre Bank möchte, dass Sie selbst zustimmen. Bitte bezahlen Sie hier.`,
  },
  crossed: 'Falls Sie inzwischen bezahlt haben, brauchen Sie nichts zu tun.',
  pay: 'Jetzt bezahlen',
  parts: 'Ihre Raten ansehen',
  invoice: 'Die Rechnung öffnen',
  why: (seller) => `Sie bekommen das, weil Sie einen Vertrag mit ${seller} haben.`,
};
