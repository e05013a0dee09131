import { backgroundSourcesOf, plainLogoUrlOf, type Picture } from '@stageline/contracts';
import { templateTexts } from '../texts.ts';

const isPicture = (value: unknown): value is Picture =>
  typeof value === 'object' && value !== null && 'id' in value && 'widths' in value;

const isColour = (value: unknown): value is string => typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value);

/** The value of one part of a site, as a person reads it. */
export function BlockValue({ field, value }: { readonly field: string; readonly value: unknown }) {
  const texts = templateTexts();
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    return <p className="text-text-muted italic">{texts.empty}</p>;
  if (typeof value === 'boolean') return <p>{value ? texts.yes : texts.no}</p>;
  if (isColour(value))
    return (
      <p className="flex items-center gap-2">
        <span
          className="size-5 shrink-0 rounded-sm border border-border"
          style={{ backgroundColor: value }}
          aria-hidden="true"
        />
        <span className="numeric">{value}</span>
      </p>
    );
  if (Array.isArray(value))
    return (
      <ul className="flex list-disc flex-col gap-1 ps-5">
        {value.map((item, index) => (
          <li key={index} className="wrap-anywhere">
            {lineOf(item)}
          </li>
        ))}
      </ul>
    );
  if (isPicture(value))
    return (
      <img
        src={field === 'logo' ? plainLogoUrlOf(value) : backgroundSourcesOf(value).src}
        alt={texts.picture(value.width, value.height)}
        width={value.width}
        height={value.height}
        className="h-auto max-h-40 w-auto max-w-full self-start rounded-sm border border-border bg-white object-contain"
      />
    );
  return <p className="max-h-48 overflow-y-auto wrap-anywhere whitespace-pre-wrap">{String(value)}</p>;
}

/** A list holds texts, or things that have a title. */
const lineOf = (item: unknown): string =>
  typeof item === 'object' && item !== null && 'title' in item ? String(item.title) : String(item);
