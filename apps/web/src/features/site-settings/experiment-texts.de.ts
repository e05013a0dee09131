import type { en } from './experiment-texts.en.ts';

const de: typeof en = {
  title: 'Zwei Fassungen Ihrer Seite',
  hint: 'Jeder zweite Besucher sieht ein anderes Versprechen oder eine andere Reihenfolge. Was zählt, ist, wie viele sich anmelden. Roboter und Ihr Team zählen nicht.',
  loading: 'Das Experiment wird geladen',
  mayNotStart: 'Wer veröffentlichen darf, kann ein Experiment beginnen.',
  promise: 'Anderes Versprechen',
  welcome: 'Andere Begrüßung',
  first: 'Zuerst nach dem Kopf',
  asItIs: 'Wie bisher',
  effect: 'Ein Unterschied, der zählt',
  effectHint: 'Je kleiner der Unterschied, desto mehr Besucher braucht es.',
  points: (amount) => `${amount} Prozentpunkte`,
  start: 'Experiment beginnen',
  nothingChanged: 'Ändern Sie mindestens eine Sache in der anderen Fassung.',
  started: 'Das Experiment läuft.',
  since: (when, name) => `Läuft seit ${when}, begonnen von ${name}.`,
  ended: (when) => `Das letzte Experiment endete ${when}.`,
  kept: { a: 'Die Seite blieb, wie sie war.', b: 'Die andere Fassung wurde veröffentlicht.' },
  arms: { a: 'Die Seite, wie sie ist', b: 'Die andere Fassung' },
  ofVisitors: (registrations, visitors) => `${registrations} von ${visitors} Besuchern haben sich angemeldet`,
  between: (low, high) => `Der wahre Anteil liegt sehr wahrscheinlich zwischen ${low} und ${high}.`,
  says: {
    wait: (more) => `Noch ist kein Unterschied zu sehen; es braucht ${more} weitere Besucher.`,
    none: 'Alle nötigen Besucher waren da, und es ist kein Unterschied zu sehen. Behalten Sie die Fassung, die Ihnen besser gefällt.',
    a: 'Die Seite, wie sie ist, bringt mehr Anmeldungen.',
    b: 'Die andere Fassung bringt mehr Anmeldungen.',
    split:
      'Die Besucher wurden nicht gleichmäßig verteilt, diese Zahlen sagen also nichts. Beenden Sie das Experiment und beginnen Sie neu.',
  },
  difference: (low, high) =>
    `Anmeldungen der anderen Fassung: zwischen ${low} und ${high} Prozentpunkten gegenüber der Seite, wie sie ist (95 %).`,
  keepA: 'Beenden und Seite behalten',
  keepB: 'Beenden und andere Fassung veröffentlichen',
  endTitle: { a: 'Experiment beenden und die Seite behalten?', b: 'Die andere Fassung veröffentlichen?' },
  endHint: {
    a: 'Alle sehen wieder die Seite, wie sie ist. Die Zahlen bleiben hier stehen.',
    b: 'Ab jetzt sehen alle die andere Fassung, als neue Version der Website.',
  },
  early: 'Es ist zu früh, um zu sagen, welche Fassung besser ist.',
  end: 'Experiment beenden',
  isEnded: 'Das Experiment ist beendet.',
};
export default de;
