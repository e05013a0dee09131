import { contrastFindings, contrastOf } from '@stageline/domain';
import { WandSparkles } from 'lucide-react';
import { Controller } from 'react-hook-form';
import { formatRatio } from '../../../shared/lib/format.ts';
import { Button, Field, Input } from '../../../shared/ui/index.ts';
import type { ContentForm } from '../lib/content-form.ts';
import { settingsTexts } from '../texts.ts';
import { LockNote, useLock, usePolicy } from './policy-context.tsx';

interface ColourFieldProps {
  readonly form: ContentForm;
  readonly name: 'theme.primaryColor' | 'theme.secondaryColor';
  readonly label: string;
  readonly fallback: string;
}

const isHex = (value: string): boolean => /^#[0-9a-f]{6}$/i.test(value);
/** What text on a colour needs; undefined when it needs nothing. */
const findingOf = (colour: string) =>
  isHex(colour) ? contrastFindings({ primaryColor: colour, secondaryColor: '#000000' })[0] : undefined;

/** A colour by picker or by code; one that carries no text is mended with one click (WCAG 2.2 AA, 1.4.3). */
export function ColourField({ form, name, label, fallback }: ColourFieldProps) {
  const texts = settingsTexts();
  const lock = useLock(name);
  const policy = usePolicy();
  const allowed = name === 'theme.primaryColor' && lock === undefined ? policy.allowedPrimaryColors : [];
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field, fieldState }) => {
        const finding = findingOf(field.value);
        const unreadable = finding && texts.unreadable(formatRatio(finding.ratio));
        return (
          <div>
            <Field
              label={label}
              error={unreadable ?? fieldState.error?.message}
              hint={lock === undefined ? finding ? undefined : hintOf(field.value) : <LockNote lock={lock} />}
            >
              {(a11y) => (
                <div className="flex gap-2">
                  <input
                    type="color"
                    aria-label={texts.picker(label)}
                    value={isHex(field.value) ? field.value : fallback}
                    disabled={lock !== undefined || allowed.length > 0}
                    onChange={(event) => field.onChange(event.target.value)}
                    className="h-11 w-14 shrink-0 cursor-pointer rounded-md border border-control bg-raised p-1 disabled:cursor-not-allowed"
                  />
                  <Input
                    {...a11y}
                    {...field}
                    readOnly={lock !== undefined || allowed.length > 0}
                    spellCheck={false}
                    autoComplete="off"
                    maxLength={7}
                    className="font-sans numeric"
                  />
                </div>
              )}
            </Field>
            {finding === undefined ? null : (
              <Button size="sm" className="mt-2" onClick={() => field.onChange(finding.suggestion)}>
                <WandSparkles size={16} aria-hidden="true" />
                {texts.use(finding.suggestion)}
                <span
                  aria-hidden="true"
                  className="size-4 rounded-full border border-border"
                  style={{ background: finding.suggestion }}
                />
              </Button>
            )}
            <Palette colours={allowed} value={field.value} onChoose={field.onChange} />
          </div>
        );
      }}
    />
  );
}

/** The colours that the platform allows, where it allows only some. */
const Palette = ({
  colours,
  value,
  onChoose,
}: {
  readonly colours: readonly string[];
  readonly value: string;
  readonly onChoose: (colour: string) => void;
}) =>
  colours.length === 0 ? null : (
    <div className="mt-2 flex flex-wrap gap-2">
      {colours.map((colour) => (
        <button
          key={colour}
          type="button"
          aria-label={colour}
          aria-pressed={colour === value}
          onClick={() => onChoose(colour)}
          className="size-11 rounded-md border border-control aria-pressed:ring-2 aria-pressed:ring-ring aria-pressed:ring-offset-2 aria-pressed:ring-offset-surface"
          style={{ background: colour }}
        />
      ))}
    </div>
  );

function hintOf(colour: string): string {
  if (!isHex(colour)) return settingsTexts().sixDigits;
  const [white, black] = [contrastOf(colour, '#ffffff'), contrastOf(colour, '#000000')];
  return white >= 4.5
    ? settingsTexts().readable('white', formatRatio(white))
    : settingsTexts().readable('dark', formatRatio(black));
}
