import type { en } from './texts.en.ts';

const de: typeof en = {
  title: 'Markenrichtlinie',
  hint: 'Was die Plattform für jede Seite festlegt. Entwürfe und Veröffentlichungen werden sofort daran gemessen; was online ist, bleibt bis zur nächsten Veröffentlichung, außer Hinweisen, die ab jetzt auf jeder Seite stehen.',
  locks: 'Festgelegte Teile',
  locksHint:
    'Ein festgelegter Text oder eine Farbe hat auf jeder Seite Ihren Wert; die anderen Teile bleiben leer. Inhaber sehen den Grund.',
  addLock: 'Teil festlegen',
  part: 'Teil',
  value: 'Wert',
  keptEmpty: 'Bleibt leer',
  reason: 'Grund',
  removeLock: (name) => `${name} freigeben`,
  colours: 'Hauptfarben zur Auswahl',
  coloursHint: 'Eine je Zeile, etwa #3347d6. Leer heißt: jede Farbe.',
  pairings: 'Schriften zur Auswahl',
  pairingsHint: 'Keine gewählt heißt: alle.',
  disclaimers: 'Hinweise',
  disclaimersHint: 'Am Fuß jeder Seite und jeder Mail. Eine leere Zeile trennt zwei.',
  words: 'Wörter, die nicht verwendet werden dürfen',
  wordsHint:
    'Eins je Zeile: das Wort, ein Gleichheitszeichen und der Grund, den Inhaber lesen. Marken anderer gehören hierher.',
  save: 'Richtlinie speichern',
  saved: 'Gespeichert. Jede Seite wird jetzt daran gemessen.',
  conflict: 'Jemand anders hat die Richtlinie geändert. Laden Sie sie neu, bevor Sie speichern.',
  reload: 'Neu laden',
  lineWrong: (line) => `Zeile ${line} braucht ein Wort, ein Gleichheitszeichen und einen Grund.`,
  loading: 'Die Markenrichtlinie wird geladen',
  fields: {
    'theme.primaryColor': 'Hauptfarbe',
    'theme.secondaryColor': 'Zweite Farbe',
    'theme.typePairing': 'Schrift',
    'profile.siteName': 'Name der Seite',
    'profile.headline': 'Versprechen',
    'profile.welcomeMessage': 'Begrüßung',
    'profile.socialLinks': 'Links zu Netzwerken',
    background: 'Hintergrundbild',
    videos: 'Videos',
    customCss: 'Eigenes CSS',
  },
  types: { modern: 'Modern', editorial: 'Redaktionell', friendly: 'Freundlich' },
};
export default de;
