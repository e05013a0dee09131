import type { en } from './caption-texts.en.ts';

const de: typeof en = {
  control: 'Untertitel',
  show: 'Untertitel zeigen',
  hide: 'Untertitel ausblenden',
  region: 'Automatische Untertitel',
  waiting: 'Automatische Untertitel: Was gesagt wird, erscheint einige Sekunden später und kann falsch sein.',
  notRecorded: 'Untertitel gibt es, während aufgezeichnet wird.',
  trouble: {
    behind: 'Die Untertitel sind im Rückstand: einige Wörter fehlen.',
    failed: 'Die Untertitel sind unterbrochen. Sie gehen von selbst weiter.',
  },
  hostTrouble: {
    behind:
      'Die Untertitel sind im Rückstand: Es wird mehr gesagt, als der Server rechtzeitig erkennt. Einige Wörter fehlen.',
    failed:
      'Die Untertitel sind unterbrochen: Die Spracherkennung antwortet nicht. Raum und Aufzeichnung laufen weiter.',
  },
  list: 'Was gesagt wurde',
  listNote: 'Von einer Maschine geschrieben. Was unsicher ist, ist unterstrichen.',
  empty: 'Noch nichts.',
  unsure: '(unsicher)',
  forAll: 'Untertitel für alle',
  forAllText:
    'Von einer Maschine erstellt aus dem, was auf der Bühne gesagt wird, während aufgezeichnet wird. Alle blenden sie selbst ein oder aus.',
  forMe: 'Mir zeigen',
  unavailable: {
    'no-recogniser': 'Diese Plattform erkennt keine Sprache, darum gibt es keine Untertitel.',
    'unsupported-language': 'Die Spracherkennung hier versteht die Sprache dieser Masterclass nicht.',
  },
  notChanged: 'Die Untertitel wurden nicht geändert',
};
export default de;
