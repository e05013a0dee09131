import {
  repColumnNames,
  repColumns,
  stageColumnNames,
  stageColumns,
  type Locale,
  type RepColumn,
  type SalesView,
  type StageColumn,
} from '@stageline/contracts';

type Cell = string | number | null;

/** Names of the columns; they are for programs and the same in every language. */
const COLUMNS = ['kind', 'pipeline', 'id', 'name', 'column', 'label', 'value', 'unit', 'definition'] as const;

/**
 * The numbers of the sales as CSV, one value a line: for each stage, then for each member, every column of the screen. Names
 * are what people have typed; a cell that a spreadsheet would take for a formula is defused.
 */
export async function salesCsv({ pipelines, reps }: SalesView, locale: Locale, bom: boolean): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  const lines: Cell[][] = [
    ...pipelines.flatMap(({ id, name: pipeline, stages }) =>
      stages.flatMap((stage) => {
        const which = ['stage', pipeline ?? id, stage.stage, stage.name ?? stage.stage];
        return stageColumnNames.map((column) => [
          ...which,
          ...cellsOf(column, stageColumns[column], stage[column], locale),
        ]);
      }),
    ),
    ...reps.flatMap((rep) => {
      const who = ['member', '', rep.membershipId, rep.name];
      return repColumnNames.map((column) => [...who, ...cellsOf(column, repColumns[column], rep[column], locale)]);
    }),
  ];
  return stringify(lines, {
    header: true,
    columns: [...COLUMNS],
    bom,
    escape_formulas: true,
    record_delimiter: '\r\n',
  });
}

/** The number with what it is. */
const cellsOf = (
  column: string,
  { label, unit, definition }: (typeof stageColumns)[StageColumn] | (typeof repColumns)[RepColumn],
  value: number | null,
  locale: Locale,
): Cell[] => [column, label[locale], value, unit, definition[locale]];
