import type { en } from './sponsor-texts.en.ts';

const de: typeof en = {
  title: 'Mitgebracht von',
  nobody: 'Niemandem',
  notInLine: 'Noch kein Platz in der Reihe.',
  place: (position) => `Platz ${position}`,
  causes: {
    'invite-link': 'Über den persönlichen Link',
    none: 'Kam ohne Einladung',
    'own-link-ignored': 'Kam über den eigenen Link, der nicht zählt',
    'unknown-code': 'Kam über einen Link, der hier niemandem gehört',
    corrected: 'Von Hand berichtigt; der Grund steht im Protokoll',
  },
  correct: 'Berichtigen',
  dialogTitle: (name) => `Wer hat ${name} mitgebracht?`,
  dialogHint:
    'Die Plätze bleiben, wie sie sind. Das Protokoll hält fest, wer es vorher war, wer es berichtigt hat und warum.',
  search: 'Name oder Platz',
  searchHint: 'Wer in der Reihe steht, kann jemanden mitgebracht haben.',
  found: 'Menschen in der Reihe',
  noneFound: 'In der Reihe heißt niemand so.',
  reason: 'Grund',
  reasonMissing: 'Bitte sagen Sie, warum.',
  choiceMissing: 'Bitte wählen Sie jemanden oder niemanden.',
  save: 'Berichtigen',
  corrected: (name) => `Berichtigt, wer ${name} mitgebracht hat`,
  failed: 'Wer es war, konnte nicht geladen werden',
  loading: 'Wird geladen',
};
export default de;
