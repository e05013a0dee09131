import type { LineEntry, LineSettings } from '@stageline/contracts';
import { lineDisplayName } from '@stageline/domain';
import type { LineMemberRow } from './line.repository.ts';

/** A member as visitors see them under the site's display format. @param shift as `LineNumbers.shift` */
export function presentEntry(
  row: LineMemberRow,
  format: LineSettings['memberDisplayFormat'],
  shift: number,
): LineEntry {
  const { position, joinedAt, state = 'shown' } = row;
  const entry = { position: position + shift, joinedAt: joinedAt.toISOString() };
  return state === 'shown' ? { ...entry, name: lineDisplayName(row, format) } : { ...entry, name: '', state };
}
