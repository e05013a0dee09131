import type { en } from './texts.en.ts';

const de: typeof en = {
  title: 'Trennung',
  description:
    'Zwei eigene Seiten greifen einander über alle öffentlichen Wege an. Jeder Lauf und was er gefunden hat.',
  loading: 'Läufe werden geladen',
  empty: 'Noch kein Lauf',
  emptyText: 'Der erste beginnt mit dem Hintergrunddienst.',
  states: { refused: 'Alles abgewiesen', leak: 'Leck', unknown: 'Nicht feststellbar' },
  attacks: (count) => (count === 1 ? '1 Angriff' : `${count} Angriffe`),
  banner: 'Im letzten Lauf hat eine Seite die Daten einer anderen erreicht.',
  bannerLink: 'Ansehen, was durchkam',
  status: {
    title: 'Zustand der Plattform',
    loading: 'Der Zustand wird abgefragt',
    heading: {
      refused: 'Die Wände zwischen den Seiten halten',
      leak: 'Wir gehen einem Problem nach',
      unknown: 'Noch keine Prüfung',
    },
    text: {
      refused: 'Zwei Testseiten haben einander durch jede öffentliche Tür angegriffen. Jeder Angriff wurde abgewiesen.',
      leak: 'Die letzte Prüfung fand einen Angriff, der nicht abgewiesen wurde. Unsere Leute wissen Bescheid.',
      unknown: 'Die nächste Prüfung ist unterwegs.',
    },
    attacks: 'Angriffe der letzten Prüfung',
    checked: 'Letzte Prüfung',
    rhythm: 'Rhythmus',
    every: (minutes) => (minutes === 1 ? 'jede Minute' : `alle ${minutes} Minuten`),
    never: 'noch nie',
  },
};
export default de;
