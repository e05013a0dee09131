import type { PointerEvent } from 'react';
import { cn } from '../../lib/cn.ts';
import type { SeriesChartProps } from './chart-types.ts';

type ChartBodyProps = Pick<
  SeriesChartProps,
  'values' | 'form' | 'axis' | 'axisChars' | 'marks' | 'formatValue' | 'tickOf' | 'tickWidth' | 'tickEvery'
> & {
  readonly width: number;
  readonly height: number;
  readonly active: number | null;
  readonly onPointer: (event: PointerEvent<HTMLDivElement>, index: number) => void;
};

const FOOT = 24;
const HEAD = 8;
const TICK_WIDTH = 56;
const WIDEST_BAR = 40;

/** The picture itself, in pixels, so that texts and corners keep their size at every width. */
export function ChartBody(props: ChartBodyProps) {
  const {
    values,
    form,
    axis,
    axisChars = 0,
    formatValue,
    tickOf,
    tickWidth = TICK_WIDTH,
    width,
    height,
    active,
  } = props;
  const count = values.length;
  const texts = axis.map((mark) => formatValue(mark));
  // Digits of this size are 6.5 px wide.
  const side = Math.max(axisChars, ...texts.map((text) => text.length)) * 6.5 + 10;
  const room = { width: width - side, height: height - FOOT - HEAD };
  const top = axis.at(-1) ?? 1;
  const slot = room.width / count;
  const yOf = (value: number) => HEAD + room.height * (1 - value / top);
  const xOf = (index: number) => side + (index + 0.5) * slot;
  const densest = Math.max(1, Math.ceil((count * tickWidth) / room.width));
  const every = props.tickEvery?.find((steps) => steps >= densest) ?? densest;
  const ticks = Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every);
  // The last text must not stick out of the picture.
  const shown = ticks.filter((index) => xOf(index) + tickWidth / 3 <= width || index === 0);

  function onPointer(event: PointerEvent<HTMLDivElement>): void {
    const { left } = event.currentTarget.getBoundingClientRect();
    const index = Math.floor((event.clientX - left) / slot);
    props.onPointer(event, Math.min(count - 1, Math.max(0, index)));
  }
  return (
    <>
      <svg width={width} height={height} aria-hidden="true" className="block overflow-visible">
        {axis.map((mark, index) => (
          <g key={mark}>
            <line
              x1={side}
              x2={width}
              y1={yOf(mark)}
              y2={yOf(mark)}
              className={mark === 0 ? 'stroke-control' : 'stroke-border'}
              strokeDasharray={mark === 0 ? undefined : '2 4'}
            />
            <text x={side - 8} y={yOf(mark) + 4} textAnchor="end" className="numeric fill-text-muted text-xs">
              {texts[index]}
            </text>
          </g>
        ))}
        {active === null ? null : (
          <rect x={side + active * slot} y={HEAD} width={slot} height={room.height} className="fill-muted" rx={4} />
        )}
        {props.marks?.map(({ id, at }) => (
          <g
            key={id}
            className={cn('text-text-muted', active !== null && Math.floor(at) === active && 'text-primary-edge')}
          >
            <line
              x1={side + at * slot}
              x2={side + at * slot}
              y1={HEAD}
              y2={yOf(0)}
              className="stroke-current opacity-40"
              strokeDasharray="1 3"
            />
            <circle cx={side + at * slot} cy={HEAD} r={3} className="fill-current" />
          </g>
        ))}
        {form === 'bars' ? (
          <Bars series={values} slot={slot} xOf={xOf} yOf={yOf} active={active} />
        ) : (
          <Line series={values} xOf={xOf} yOf={yOf} active={active} />
        )}
        {shown.map((index) => (
          <text key={index} x={xOf(index)} y={height - 4} textAnchor="middle" className="fill-text-muted text-xs">
            {tickOf(index)}
          </text>
        ))}
      </svg>
      <div
        className="absolute inset-y-0 end-0"
        style={{ insetInlineStart: side }}
        aria-hidden="true"
        onPointerMove={onPointer}
        onPointerDown={onPointer}
      />
    </>
  );
}

interface MarksProps {
  readonly series: readonly (number | null)[];
  readonly xOf: (index: number) => number;
  readonly yOf: (value: number) => number;
  readonly active: number | null;
}

function Bars({ series, slot, xOf, yOf, active }: MarksProps & { readonly slot: number }) {
  const width = Math.max(1, Math.min(WIDEST_BAR, slot * 0.68));
  const radius = Math.min(5, width / 2);
  return series.map((value, index) => {
    if (value === null || value === 0) return null;
    const [x, y, base] = [xOf(index) - width / 2, yOf(value), yOf(0)];
    const round = Math.min(radius, base - y);
    return (
      <path
        key={index}
        d={`M${x},${base}V${y + round}Q${x},${y} ${x + round},${y}H${x + width - round}Q${x + width},${y} ${x + width},${y + round}V${base}Z`}
        className={cn('fill-primary transition-opacity', active !== null && active !== index && 'opacity-45')}
      />
    );
  });
}

/** A line that breaks where there is nothing; a value between two gaps is a dot. */
function Line({ series, xOf, yOf, active }: MarksProps) {
  const runs: number[][] = [];
  series.forEach((value, index) => {
    if (value === null) return;
    const last = runs.at(-1);
    if (last !== undefined && last.at(-1) === index - 1) last.push(index);
    else runs.push([index]);
  });
  const point = (index: number) => `${xOf(index)},${yOf(series[index] ?? 0)}`;
  return (
    <>
      {runs.map((run) => (
        <g key={run[0]}>
          <path
            d={`M${xOf(run[0]!)},${yOf(0)}L${run.map(point).join('L')}L${xOf(run.at(-1)!)},${yOf(0)}Z`}
            className="fill-primary opacity-10"
          />
          <path
            d={`M${run.map(point).join('L')}`}
            className="fill-transparent stroke-primary-edge"
            strokeWidth={2}
            strokeLinejoin="round"
            strokeLinecap="round"
          />
          {run.map((index) =>
            run.length === 1 || index === active ? (
              <circle
                key={index}
                cx={xOf(index)}
                cy={yOf(series[index] ?? 0)}
                r={index === active ? 5 : 3.5}
                className="fill-primary stroke-raised"
                strokeWidth={2}
              />
            ) : null,
          )}
        </g>
      ))}
    </>
  );
}
