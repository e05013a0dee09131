import { count } from '../../shared/i18n/index.ts';
import type { en } from './material-texts.en.ts';

const de: typeof en = {
  tab: 'Folien',
  slide: (page, pages) => `Folie ${page} von ${pages}`,
  notLoaded: 'Diese Folie konnte nicht geladen werden.',
  loading: 'Dateien werden geladen',
  failed: 'Die Dateien konnten nicht geladen werden.',
  empty: 'Fügen Sie Folien und Unterlagen auf der Seite der Masterclass hinzu. Hier zeigen und verteilen Sie sie.',
  pages: (amount) => count(amount, { one: '# Seite', other: '# Seiten' }),
  drawing: (ready, pages) => `Seite ${ready} von ${pages} wird gezeichnet`,
  undrawable: 'Die Seiten konnten nicht gezeichnet werden. An das Publikum geben können Sie die Datei trotzdem.',
  show: 'Folien zeigen',
  showOf: (name) => `Folien zeigen: ${name}`,
  takeOff: 'Ausblenden',
  previous: 'Vorige Folie',
  next: 'Nächste Folie',
  keys: 'Die Pfeiltasten blättern.',
  goTo: (page) => `Folie ${page} zeigen`,
  give: 'Für das Publikum',
  giveOf: (name) => `Das Publikum hat ${name}`,
  taken: (amount) =>
    amount === 0
      ? 'noch von niemandem geholt'
      : count(amount, { one: 'von # Person geholt', other: 'von # Personen geholt' }),
  notDone: 'Das hat nicht geklappt',
  handouts: 'Zum Mitnehmen',
  arrived: (name) => `Zum Mitnehmen für Sie: ${name}`,
  download: 'Herunterladen: ',
};

export default de;
