import type { en } from './instalments.mail.en.ts';

export const de: typeof en = {
  subjects: {
    ahead: (amount, day) => `${amount} sind am ${day} fällig`,
    first: (amount) => `${amount} sind noch nicht bezahlt`,
    second: (amount) => `Zweite Erinnerung: ${amount} sind noch nicht bezahlt`,
    last: (amount) => `Letzte Erinnerung: ${amount} sind noch nicht bezahlt`,
  },
  heading: (firstName) => `Ihre nächste Rate, ${firstName}`,
  part: (part, parts, invoice) => `Das ist Rate ${part} von ${parts} der Rechnung ${invoice}.`,
  texts: {
    ahead: (amount, day) => `${amount} sind am ${day} fällig.`,
    first: (amount, day) => `${amount} waren am ${day} fällig. Vielleicht wurde es vergessen.`,
    second: (amount, day) => `${amount} waren am ${day} fällig und sind nicht eingegangen.`,
    last: (amount, day) =>
      `${amount} waren am ${day} fällig und sind nicht eingegangen. Was damit bezahlt wird, ist bis dahin geschlossen.`,
  },
  crossed: 'Falls Sie inzwischen bezahlt haben, brauchen Sie nichts zu tun.',
  pay: 'Jetzt bezahlen',
  invoice: 'Die Rechnung öffnen',
  why: (seller) => `Sie bekommen das, weil Sie einen Vertrag mit ${seller} haben.`,
};
