import { analyticsRanges, type AnalyticsRange } from '@stageline/contracts';
import { cn } from '../../../shared/lib/cn.ts';
import { analyticsTexts } from '../texts.ts';

interface RangeChoiceProps {
  readonly value: AnalyticsRange;
  readonly onChange: (range: AnalyticsRange) => void;
}
/** One of four; radio buttons, so that arrow keys go from one to the next. */
export function RangeChoice({ value, onChange }: RangeChoiceProps) {
  const texts = analyticsTexts();
  return (
    <fieldset className="mb-6 grid grid-cols-2 gap-1 rounded-md border border-border bg-raised p-1 sm:inline-grid sm:grid-cols-4">
      <legend className="sr-only">{texts.range}</legend>
      {analyticsRanges.map((range) => (
        <label
          key={range}
          className={cn(
            'grid h-11 cursor-pointer place-items-center rounded-sm px-4 text-sm font-medium transition-colors sm:h-10',
            'has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-ring',
            range === value ? 'bg-primary-tint text-primary-text' : 'text-text-muted hover:text-text',
          )}
        >
          <input
            type="radio"
            name="range"
            value={range}
            checked={range === value}
            onChange={() => onChange(range)}
            className="sr-only"
          />
          {texts.ranges[range]}
        </label>
      ))}
    </fieldset>
  );
}
