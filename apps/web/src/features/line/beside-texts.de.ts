import type { en } from './beside-texts.en.ts';
import { grouped } from './lib/grouped.ts';

const de: typeof en = {
  yourPosition: 'Ihr Platz',
  joinedAfter: (amount) =>
    amount === 0
      ? 'Nach Ihnen ist noch niemand dazugekommen.'
      : `Seit Sie dabei sind, ${amount === 1 ? 'ist eine Person' : `sind ${grouped(amount)} Personen`} nach Ihnen dazugekommen.`,
  attended: (amount, when) =>
    `${amount === 1 ? 'Eine davon war' : `${grouped(amount)} davon waren`} ${when === 'tonight' ? 'heute Abend' : 'heute'} in der Masterclass.`,
  rank: (rank) => `Nummer ${grouped(rank)} unter denen, die einladen.`,
  inviteLink: 'Ihre Einladung',
  copy: 'Kopieren',
  copied: 'Kopiert',
  notCopied: 'Bitte von Hand kopieren',
  simulationTitle: 'Simulation',
  simulationText: 'Das ist eine Vorführung. Niemand hier unten ist ein Mensch, und niemand davon zählt irgendwo mit.',
  simulatedMember: 'Simuliertes Mitglied',
  simulated: 'Simuliert',
  packages: { starter: 'Starter', elite: 'Elite', pro: 'Pro' },
};
export default de;
