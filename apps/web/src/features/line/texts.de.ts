import { grouped } from './lib/grouped.ts';
import type { en } from './texts.en.ts';

const people = (amount: number): string => `${grouped(amount)} ${amount === 1 ? 'Person' : 'Personen'}`;
const units = { minute: ['Minute', 'Minuten'], hour: ['Stunde', 'Stunden'], day: ['Tag', 'Tagen'] } as const;

const de: typeof en = {
  title: 'In der Reihe',
  people,
  first: 'Seien Sie die Nummer eins. Ihr Name erscheint hier für alle.',
  members: 'Mitglieder, die neuesten zuerst',
  hidden: 'Ohne Namen',
  left: 'Hat die Reihe verlassen',
  position: 'Platz ',
  you: 'Sie',
  announcement: (joined, total) =>
    `${joined === 1 ? 'Eine Person ist' : `${people(joined)} sind`} dazugekommen. ${grouped(total)} in der Reihe.`,
  justNow: 'gerade eben',
  ago: (amount, unit) => `vor ${amount} ${units[unit][amount === 1 ? 0 : 1]}`,
};
export default de;
