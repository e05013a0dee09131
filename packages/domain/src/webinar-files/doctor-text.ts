import type { WebinarDiagnosis } from '@stageline/contracts';

type Column = WebinarDiagnosis['columns'][number];

const lineOf = (name: string, value: string | number): string => `${name}: ${value}`;
/** What an examination says of a file, as a text that a mail can hold. */
export function diagnosisText({
  dialect,
  columns,
  blocks,
  broken,
  findings,
  suggestion,
  ...of
}: WebinarDiagnosis): string {
  const header = ({ header: name }: Column): string => ('known' in name ? name.known : `<${name.shape}>`);
  const delimiter = dialect?.delimiter === '\t' ? 'tab' : dialect?.delimiter;
  return [
    lineOf('format', of.format),
    ...(dialect === null
      ? []
      : [
          lineOf('encoding', dialect.encoding + (of.hasMark ? ' with its mark' : '')),
          lineOf(
            'delimiter',
            `${delimiter}, decimal ${dialect.decimal}, quotes ${of.quotes}, line ends ${of.lineEnds}`,
          ),
        ]),
    lineOf('rows looked at', of.rows),
    lineOf('findings', findings.join(', ') || 'none'),
    ...blocks.map(({ role, line, rows, isRead }) =>
      lineOf(`block at line ${line}`, `${role}, ${rows} rows${isRead ? ', read' : ''}`),
    ),
    ...(suggestion === null
      ? []
      : [
          lineOf(
            'suggestion',
            `${suggestion.kind}, ${suggestion.platform}, dates ${suggestion.dateOrder}, ${suggestion.timeZone}`,
          ),
        ]),
    ...columns.map((column, at) => {
      const { field, looks, filled, empty, shortest, longest, shapes } = column;
      const written = shapes.map(({ shape, count }) => `${count} x ${shape}`).join(' | ');
      return lineOf(
        `column ${at + 1} ${header(column)}`,
        `${field ?? 'kept as it is'}; ${looks}; ${filled} filled, ${empty} empty, ${shortest} to ${longest} long; ${written}`,
      );
    }),
    ...broken.map(({ line, why, shape }) => lineOf(`line ${line}`, shape === '' ? why : `${why} ${shape}`)),
    '',
  ].join('\n');
}
