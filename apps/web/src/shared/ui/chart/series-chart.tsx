import { type KeyboardEvent, type PointerEvent, useId, useState } from 'react';
import { ChartBody } from './chart-body.tsx';
import type { SeriesChartProps } from './chart-types.ts';
import { useWidth } from './use-width.ts';

/**
 * A series over time; the value under the pointer stands above. For a keyboard and a screen reader it is a slider along time:
 * each arrow key names the next step and its value, and with Shift the next one in which something happened.
 */
export function SeriesChart(props: SeriesChartProps) {
  const { label, values, begun = values.length, summary, formatValue, nameOf, marks = [], empty, height = 240 } = props;
  const [chosen, setChosen] = useState<number | null>(null);
  const { ref, width } = useWidth();
  const hintId = useId();
  const last = Math.max(1, begun) - 1;
  const active = chosen === null ? null : Math.min(chosen, last);
  const valueOf = (index: number) => formatValue(values[index] ?? null);
  const marksIn = (index: number) => marks.filter(({ at }) => Math.floor(at) === index).map(({ text }) => text);
  const steps = [...new Set(marks.map(({ at }) => Math.floor(at)))].filter((step) => step >= 0 && step <= last);

  function onKeyDown(event: KeyboardEvent): void {
    const from = active ?? last;
    if (event.shiftKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      const isBack = event.key === 'ArrowLeft';
      const near = isBack
        ? Math.max(...steps.filter((step) => step < from))
        : Math.min(...steps.filter((step) => step > from));
      event.preventDefault();
      if (Number.isFinite(near)) setChosen(near);
      return;
    }
    const page = Math.max(1, Math.round(last / 20));
    const next = {
      ArrowLeft: from - 1,
      ArrowDown: from - 1,
      ArrowRight: from + 1,
      ArrowUp: from + 1,
      PageDown: from - page,
      PageUp: from + page,
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setChosen(Math.min(last, Math.max(0, next)));
  }
  function onPointer(event: PointerEvent<HTMLDivElement>, index: number): void {
    if (event.pointerType === 'mouse' || event.buttons > 0 || event.type === 'pointerdown') setChosen(index);
  }

  return (
    <figure className="m-0">
      <figcaption id={hintId} className="flex min-h-10 flex-wrap items-baseline gap-x-2 text-sm" aria-hidden="true">
        <span className="numeric text-lg font-semibold">{active === null ? summary.value : valueOf(active)}</span>
        <span className="text-text-muted">{active === null ? summary.text : nameOf(active)}</span>
        {active === null
          ? null
          : marksIn(active).map((text, index) => (
              <span key={index} className="min-w-0 font-medium wrap-anywhere">
                {text}
              </span>
            ))}
      </figcaption>
      <div
        ref={ref}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={active ?? last}
        aria-valuetext={[`${nameOf(active ?? last)}: ${valueOf(active ?? last)}`, ...marksIn(active ?? last)].join(
          '. ',
        )}
        onKeyDown={onKeyDown}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && setChosen(active ?? last)}
        onBlur={() => setChosen(null)}
        onPointerLeave={() => setChosen(null)}
        className="relative mt-2 touch-pan-y rounded-sm"
        style={{ height }}
      >
        {width === 0 ? null : (
          <ChartBody {...props} width={width} height={height} active={active} onPointer={onPointer} />
        )}
        {values.every((value) => value === null || value === 0) ? (
          <p className="pointer-events-none absolute inset-0 grid place-items-center text-sm text-text-muted">
            {empty}
          </p>
        ) : null}
      </div>
    </figure>
  );
}
