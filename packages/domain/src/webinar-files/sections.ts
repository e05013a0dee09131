import type { CsvRow } from '../csv/index.ts';
import { foldName } from './headers.ts';

/** What a block of a report holds: those who came as guests, those who held it, what it was, or what stands elsewhere, too. */
export type SectionRole = 'people' | 'hosts' | 'about' | 'again';

/** Headings of the blocks of reports. Blocks that a number begins are recognised without them. */
const HEADINGS: Readonly<Record<string, SectionRole>> = {
  'attendee report': 'about',
  'attendee details': 'people',
  'other attended': 'people',
  'host details': 'hosts',
  'panelist details': 'hosts',
  'general information': 'about',
  'session details': 'people',
  teilnehmerbericht: 'about',
  teilnehmerdetails: 'people',
  'details der teilnehmer': 'people',
  'weitere teilnehmer': 'people',
  hostdetails: 'hosts',
  gastgeberdetails: 'hosts',
  'details der gastgeber': 'hosts',
  'diskussionsteilnehmer details': 'hosts',
  diskussionsteilnehmerdetails: 'hosts',
  podiumsteilnehmerdetails: 'hosts',
  'allgemeine informationen': 'about',
  sitzungsdetails: 'people',
};
const NUMBERED = /^(\d{1,2})\.\s+\p{L}/u;

export interface Section {
  readonly name: string;
  readonly line: number;
  readonly role: SectionRole;
}

/** A row with its place in the file. */
export type PlacedRow =
  | { readonly kind: 'heading'; readonly section: Section }
  | { readonly kind: 'header'; readonly section: Section; readonly cells: readonly string[] }
  | { readonly kind: 'about'; readonly cells: readonly string[] }
  | { readonly kind: 'row'; readonly section: Section };

const filled = (cells: readonly string[]): number =>
  cells.reduce((count, cell) => (cell.trim() === '' ? count : count + 1), 0);

/** A first block that no heading begins. */
const TABLE: Section = { name: '', line: 1, role: 'people' };

/** Tells of each row of a report, as they come, in which block it stands and whether it is the header of one. */
export function createSectionReader(): (row: CsvRow) => PlacedRow | null {
  let section: Section | null = null;
  /** What is said of every row of the present block; null while its header has not come. */
  let within: PlacedRow | null = null;
  return (row) => {
    if (!('cells' in row)) return section === null ? null : (within ?? { kind: 'row', section });
    const { cells, line } = row;
    const role = roleOf(cells, section);
    if (role !== null) {
      section = { name: cells[0]!.trim(), line, role };
      within = null;
      return { kind: 'heading', section };
    }
    if (section === null) section = { ...TABLE, line };
    if (section.role === 'about') return { kind: 'about', cells };
    if (within !== null) return within;
    // What stands above a table is no part of it: a title, or the day on which it was made.
    if (filled(cells) < 2 && cells.length > 1) return { kind: 'about', cells };
    within = { kind: 'row', section };
    return { kind: 'header', section, cells };
  };
}

function roleOf(cells: readonly string[], section: Section | null): SectionRole | null {
  // The name of the product may stand beside the title of a report; a row of a table has more than that.
  const beside = filledBeside(cells);
  if (beside > 1) return null;
  const first = cells[0] ?? '';
  const number = NUMBERED.exec(first)?.[1];
  if (number !== undefined && beside === 0 && (section === null || NUMBERED.test(section.name)))
    return number === '1' ? 'about' : number === '2' ? 'people' : 'again';
  const known = HEADINGS[foldName(first)];
  if (known === undefined || beside > (known === 'about' ? 1 : 0)) return null;
  return known;
}

/** Cells with text besides the first: none, one, or more than one. */
function filledBeside(cells: readonly string[]): number {
  let count = 0;
  for (let at = 1; at < cells.length && count < 2; at += 1) if (cells[at]!.trim() !== '') count += 1;
  return count;
}
