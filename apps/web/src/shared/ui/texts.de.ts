import type { en } from './texts.en.ts';

const de: typeof en = {
  close: 'Schließen',
  cancel: 'Abbrechen',
  showMore: 'Mehr anzeigen',
  tryAgain: 'Noch einmal versuchen',
  refused: 'Sie können diese Seite nicht öffnen',
  offline: 'Sie sind anscheinend offline',
  offlineNow:
    'Sie sind offline. Was Sie sehen, ist vielleicht veraltet; es wird aktualisiert, sobald Sie wieder online sind.',
  notLoaded: 'Das konnte nicht geladen werden',
  leaveTitle: 'Verlassen, ohne zu speichern?',
  leaveHint: 'Was Sie hier geändert haben, geht verloren.',
  leave: 'Verlassen',
  toSite: 'Zur Website',
};
export default de;
