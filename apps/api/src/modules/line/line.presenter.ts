import type { LineEntry, LineSettings } from '@stageline/contracts';
import { lineDisplayName } from '@stageline/domain';
import type { LineMemberRow } from './line.repository.ts';

/** A member as visitors see them under the site's display format. */
export function presentEntry(row: LineMemberRow, format: LineSettings['memberDisplayFormat']): LineEntry {
  return { position: row.position, name: lineDisplayName(row, format), joinedAt: row.joinedAt.toISOString() };
}
