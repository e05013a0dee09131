import type { WebinarField, WebinarInspection } from '@stageline/contracts';
import { Select } from '../../../shared/ui/index.ts';
import { fileTexts } from '../file-texts.ts';

interface ColumnTableProps {
  readonly columns: WebinarInspection['columns'];
  readonly mapping: readonly (WebinarField | null)[];
  readonly fields: readonly WebinarField[];
  readonly onChange: (mapping: (WebinarField | null)[]) => void;
}
/** What each column holds, beside the first of its cells. */
export function ColumnTable({ columns, mapping, fields, onChange }: ColumnTableProps) {
  const texts = fileTexts();
  return (
    <div>
      <h3 className="text-sm font-medium">{texts.files.columns}</h3>
      <ul className="mt-2 divide-y divide-border rounded-md border border-border">
        {columns.map(({ name, samples }, index) => (
          <li key={index} className="grid items-center gap-x-4 gap-y-1.5 px-3 py-2 sm:grid-cols-[1fr_14rem]">
            <div className="min-w-0 text-sm">
              <p className="font-medium wrap-anywhere">{name === '' ? '–' : name}</p>
              <p className="truncate text-xs text-text-muted">
                {samples.filter((sample) => sample !== '').join(' · ')}
              </p>
            </div>
            <Select
              aria-label={name}
              value={mapping[index] ?? ''}
              onChange={({ target: { value } }) =>
                onChange(
                  columns.map((_, at) => {
                    const before = mapping[at] ?? null;
                    if (at === index) return value === '' ? null : (value as WebinarField);
                    // One column holds each thing: the one before it gives it up.
                    return before === value ? null : before;
                  }),
                )
              }
            >
              <option value="">{texts.files.keep}</option>
              {fields.map((field) => (
                <option key={field} value={field}>
                  {texts.fields[field]}
                </option>
              ))}
            </Select>
          </li>
        ))}
      </ul>
    </div>
  );
}
