import { useMemo, type ComponentProps } from 'react';
import { countries } from '../lib/countries.ts';
import { Select } from './select.tsx';

interface CountrySelectProps extends Omit<ComponentProps<typeof Select>, 'children'> {
  /** What stands there while none is chosen. */
  readonly none: string;
}
/** Every country by its name in the reader's language. */
export const CountrySelect = ({ none, ...select }: CountrySelectProps) => {
  const choices = useMemo(() => countries(), []);
  return (
    <Select {...select}>
      <option value="">{none}</option>
      {choices.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </Select>
  );
};
