import { count } from '../../shared/i18n/index.ts';
import type { en } from './texts.en.ts';

const de: typeof en = {
  title: 'Zuweisung',
  description:
    'Wer einen neuen Kontakt bekommt. Jede Entscheidung bleibt mit ihren Gründen erhalten; Sie sehen sie beim Kontakt.',
  rules: 'Regeln',
  enabled: 'Neue Kontakte nach diesen Regeln zuweisen',
  enabledHint: 'Sonst warten Kontakte, bis jemand sie von Hand zuweist.',
  method: 'Verfahren',
  methods: {
    roundRobin: {
      label: 'Reihum',
      hint: 'Alle bekommen, was ihr Anteil sagt, jederzeit auf einen Kontakt genau.',
    },
    performanceBased: {
      label: 'Nach Ergebnissen',
      hint: 'Wer mehr gewinnt, bekommt mehr, bis zum Dreifachen des Anteils. Wer neu ist, zählt als Durchschnitt, bis Ergebnisse da sind.',
    },
    random: {
      label: 'Nach Zufall',
      hint: 'Jeder Kontakt wird ausgelost. Über viele Kontakte kommen alle ihrem Anteil nahe.',
    },
  },
  minimumRank: 'Mindestrang',
  anyRank: 'Jeder Rang',
  rankFrom: (rank) => `Ab Rang ${rank}`,
  capacity: 'Offene Kontakte je Mitglied',
  anyNumber: 'Beliebig viele',
  capacityHint: 'Wer so viele hat, bekommt keine mehr, bis einer abgeschlossen ist.',
  requireActive: 'Pausierte Mitglieder auslassen',
  requireOnline: 'Nur Mitglieder, die online sind',
  requireOnlineHint: 'Kontakte warten, bis jemand diese Oberfläche offen hat.',
  stickyOwner: 'Zurück an wen er gehörte',
  stickyOwnerHint: 'Ein freigegebener Kontakt geht zuerst an die letzte Person, wenn sie ihn nehmen darf.',
  team: 'Team',
  teamHint: 'Anteil 2 bekommt doppelt so viel wie Anteil 1. Ein leeres Limit heißt: das obige gilt.',
  member: 'Mitglied',
  share: 'Anteil',
  limit: 'Limit',
  shareOf: (name) => `Anteil von ${name}`,
  limitOf: (name) => `Limit von ${name}`,
  online: 'online',
  offline: 'offline',
  openLeads: (amount) => count(amount, { one: '# offener Kontakt', other: '# offene Kontakte' }),
  results: (won, decided) => `${won} von ${decided} gewonnen`,
  portion: (share) => `${share} der neuen Kontakte`,
  verdicts: {
    chosen: 'Als Nächstes',
    'passed-over': 'Nimmt teil',
    excluded: 'Ausgelassen',
    paused: 'Pausiert',
    'rank-too-low': 'Rang zu niedrig',
    'stand-in': 'Springt ein, wenn sonst niemand da ist',
    offline: 'Nicht online',
    full: 'Voll',
  },
  release: 'Kontakte freigeben',
  releaseTitle: (name) => `Kontakte von ${name} freigeben?`,
  releaseText: (amount) =>
    count(amount, {
      one: 'Ein offener Kontakt geht zurück zu den wartenden und wird sofort nach den Regeln zugewiesen.',
      other: '# offene Kontakte gehen zurück zu den wartenden und werden sofort nach den Regeln zugewiesen.',
    }),
  released: (name) => `Die Kontakte von ${name} wurden freigegeben`,
  waiting: (amount) =>
    count(amount, { one: 'Ein Kontakt wartet auf jemanden', other: '# Kontakte warten auf jemanden' }),
  waitingNone: 'Kein Kontakt wartet',
  save: 'Speichern',
  saved: 'Die Zuweisung ist gespeichert',
  emptyTitle: 'Noch niemand, dem Kontakte gegeben werden',
  empty: 'Laden Sie jemanden mit der Rolle Beratung ein; bis dahin gehen Kontakte an Sie.',
  loading: 'Zuweisung wird geladen',
};
export default de;
