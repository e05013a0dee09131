/** Something that happened, on the axis of time. */
export interface ChartMark {
  readonly id: string;
  /** In steps since the first one began: 2.5 is in the middle of the third. */
  readonly at: number;
  readonly text: string;
}

/** What a picture of a series needs to know. */
export interface SeriesChartProps {
  /** Names the picture and what moves along it. */
  readonly label: string;
  /** A value per step of time; null where there is none. */
  readonly values: readonly (number | null)[];
  /** How many steps have begun; those after them can't be chosen. Default: all. */
  readonly begun?: number;
  /** Bars for how many happened in a step, a line for how much there was. */
  readonly form: 'bars' | 'line';
  /** Of the vertical axis, rising from 0. */
  readonly axis: readonly number[];
  /** Characters that the texts beside the axis get at least: pictures with the same lie in line beneath each other. */
  readonly axisChars?: number;
  /** Stands above while no step is chosen. */
  readonly summary: { readonly value: string; readonly text: string };
  readonly formatValue: (value: number | null) => string;
  /** A step by its full name. */
  readonly nameOf: (index: number) => string;
  /** What stands under a step. */
  readonly tickOf: (index: number) => string;
  /** Pixels that such a text needs. Default: 56. */
  readonly tickWidth?: number;
  /** Numbers of steps that may lie between two such texts, rising. Default: any. */
  readonly tickEvery?: readonly number[];
  /** What happened along it; Shift with an arrow key goes from one to the next. */
  readonly marks?: readonly ChartMark[];
  /** In the place of a picture that would be empty. */
  readonly empty: string;
  /** In pixels. */
  readonly height?: number;
}
