import type { WebinarDialect } from '@stageline/contracts';
import { Field, Select } from '../../../shared/ui/index.ts';
import { fileTexts } from '../file-texts.ts';
import { DELIMITERS, delimiterKeys } from '../lib/delimiters.ts';

const ENCODINGS = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252',
};
const DECIMALS = ['.', ','] as const;

interface DialectFieldsProps {
  readonly dialect: WebinarDialect;
  readonly onChange: (dialect: WebinarDialect) => void;
}
/** How the text of a file is read, for the day on which it was found wrongly. */
export function DialectFields({ dialect, onChange }: DialectFieldsProps) {
  const texts = fileTexts().files;
  return (
    <details className="text-sm">
      <summary className="tap-target cursor-pointer font-medium">{texts.more}</summary>
      <div className="mt-3 grid gap-4 sm:grid-cols-3">
        <Field label={texts.encoding}>
          {(control) => (
            <Select
              {...control}
              value={dialect.encoding}
              onChange={({ target: { value } }) =>
                onChange({ ...dialect, encoding: value as WebinarDialect['encoding'] })
              }
            >
              {Object.entries(ENCODINGS).map(([encoding, name]) => (
                <option key={encoding} value={encoding}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={texts.delimiter}>
          {(control) => (
            <Select
              {...control}
              value={dialect.delimiter}
              onChange={({ target: { value } }) =>
                onChange({ ...dialect, delimiter: value as WebinarDialect['delimiter'] })
              }
            >
              {DELIMITERS.map((delimiter) => (
                <option key={delimiter} value={delimiter}>
                  {texts.delimiters[delimiterKeys[delimiter]]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={texts.decimal}>
          {(control) => (
            <Select
              {...control}
              value={dialect.decimal}
              onChange={({ target: { value } }) =>
                onChange({ ...dialect, decimal: value as WebinarDialect['decimal'] })
              }
            >
              {DECIMALS.map((decimal) => (
                <option key={decimal} value={decimal}>
                  {decimal === '.' ? '0.5' : '0,5'}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </details>
  );
}
