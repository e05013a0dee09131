import type { ImportCounts, ImportView } from '@stageline/contracts';
import type { ImportRow } from './imports.types.ts';

/** An import as its page shows it. */
export function presentImport(row: ImportRow, { rows, created, changed, unchanged, wrong }: ImportCounts): ImportView {
  const { _id, plan, by, createdAt, faults, columns, suggestion } = row;
  return {
    id: _id,
    state: row.state,
    filename: row.filename,
    bytes: row.bytes,
    createdAt: createdAt.toISOString(),
    by: by.name,
    encoding: row.encoding,
    delimiter: row.delimiter,
    columns: columns.map(({ name, samples }) => ({ name, samples: [...samples] })),
    suggestion: { ...suggestion, mapping: [...suggestion.mapping] },
    plan: plan && {
      mapping: plan.mapping,
      key: plan.key,
      pipelineId: plan.pipelineId,
      stage: plan.stage,
      assignee: plan.assignee?.membershipId ?? null,
    },
    automations: (row.automations ?? []).map(({ id, name }) => ({ id, name })),
    check: row.check,
    gains: row.check === null ? null : (row.gains ?? null),
    faults: faults.map(({ line, fault, firstLine = null }) => ({ line, fault, firstLine })),
    written: { rows, created, changed, unchanged, wrong },
  };
}
