import type { LeadView, PipelineId, StageId } from '@stageline/contracts';
import type { Stage } from '../../../shared/lib/pipelines.ts';
import type { Board } from '../api/leads.queries.ts';

/** Where a lead stands. */
export interface Place {
  readonly pipelineId: PipelineId;
  readonly stage: StageId;
}

/** The counts of a board after a lead has gone from one place to another; either may be in another pipeline. */
export function shiftCounts(board: Board, from: Place, to: Place): Board {
  const stepAt = (stage: StageId): number => {
    const isAt = (place: Place) => place.pipelineId === board.pipeline.id && place.stage === stage;
    return (isAt(to) ? 1 : 0) - (isAt(from) ? 1 : 0);
  };
  if (from.pipelineId === to.pipelineId && from.stage === to.stage) return board;
  const columns = board.columns.map((column) => ({
    ...column,
    count: Math.max(0, column.count + stepAt(column.stage)),
  }));
  return { ...board, columns };
}

/**
 * Whether a stage is surely closed to a lead, as far as the page can tell: the server has the last word. A phone number
 * that the reader may not see is not known to be missing.
 */
export function isClosedTo(lead: LeadView, current: Stage, stage: Stage, seesContacts: boolean): boolean {
  if (current.id === stage.id) return false;
  if (current.leadsTo !== null && !current.leadsTo.includes(stage.id)) return true;
  const lacks = {
    assignee: lead.assignee === null,
    phone: seesContacts && lead.person.phone === null,
    company: lead.person.company === null,
    // Less than a minute counts as attended, and shows as none.
    attended: false,
    reason: false,
  };
  return stage.entry.some((rule) => lacks[rule]);
}
