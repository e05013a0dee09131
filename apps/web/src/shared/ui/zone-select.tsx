import type { ComponentProps } from 'react';
import { ownTimeZone } from '../lib/format.ts';
import { Select } from './select.tsx';

interface ZoneSelectProps extends Omit<ComponentProps<typeof Select>, 'children'> {
  /** A zone that stands first, whether this browser knows it or not. */
  readonly first?: string;
  /** What choosing none means; left out where one has to be chosen. */
  readonly none?: string;
}
/** All time zones that this browser knows, its own first. */
export const ZoneSelect = ({ first, none, ...select }: ZoneSelectProps) => {
  const own = [ownTimeZone(), ...Intl.supportedValuesOf('timeZone')];
  return (
    <Select {...select}>
      {none === undefined ? null : <option value="">{none}</option>}
      {[...new Set(first === undefined ? own : [first, ...own])].map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll('_', ' ')}
        </option>
      ))}
    </Select>
  );
};
