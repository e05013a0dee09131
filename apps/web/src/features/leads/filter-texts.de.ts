import { count } from '../../shared/i18n/index.ts';
import type { en } from './filter-texts.en.ts';

const de: typeof en = {
  search: 'Kontakte suchen',
  searchHint: 'Name, Firma, E-Mail, Telefon',
  clearSearch: 'Suche leeren',
  filter: 'Filter',
  filters: (amount) => count(amount, { one: '# Filter', other: '# Filter' }),
  clear: 'Filter leeren',
  any: 'Alle',
  owner: 'Zugewiesen an',
  nobody: 'Noch niemanden',
  source: 'Gekommen über',
  sources: { site: 'Ihre Seite', invitation: 'Eine Einladung', import: 'Eine Datei' },
  from: 'Von',
  to: 'Bis',
  phone: 'Telefonnummer',
  withPhone: 'Angegeben',
  withoutPhone: 'Nicht angegeben',
  stageDays: 'Auf ihrer Stufe seit mindestens',
  days: (amount) => count(amount, { one: '# Tag', other: '# Tagen' }),
  sort: 'Reihenfolge',
  sorts: {
    newest: 'Neueste zuerst',
    oldest: 'Älteste zuerst',
    'stage-newest': 'Zuletzt auf dieser Stufe',
    'stage-oldest': 'Am längsten auf dieser Stufe',
    hottest: 'Heißeste zuerst',
  },
  noneFound: 'So ist kein Kontakt',
  showAll: 'Alle Kontakte zeigen',
  noneFoundHint: 'Versuchen Sie andere Wörter oder weniger Filter.',
  otherPipeline: 'In eine andere Pipeline',
  shares: 'Geteilt mit',
  sharedWithNobody:
    'Niemandem sonst. Wem er zugewiesen ist, wer das Team leitet und wer die Seite führt, sieht ihn ohnehin.',
  share: 'Teilen',
  unshare: (name) => `Nicht mehr mit ${name} teilen`,
  sharedNow: (name) => `${name} sieht diesen Kontakt jetzt`,
  unsharedNow: (name) => `${name} sieht diesen Kontakt nicht mehr`,
  notShared: 'Das ging nicht',
};
export default de;
