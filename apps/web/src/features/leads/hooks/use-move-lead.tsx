import type { LeadView, PipelineId } from '@stageline/contracts';
import { type ReactNode, useCallback, useState } from 'react';
import type { Stage } from '../../../shared/lib/pipelines.ts';
import { leadName, type Move, useMoveMutation } from '../api/move-lead.ts';
import { ReasonDialog } from '../components/reason-dialog.tsx';

export interface Mover {
  /** Nothing happens where the lead stands in the stage already. */
  readonly move: (lead: LeadView, stage: Stage, pipelineId?: PipelineId) => void;
  /** Asks for a reason when there is one to give; the caller has it on the page. */
  readonly dialog: ReactNode;
}

/** Moves leads; a stage that asks why asks before the move. */
export function useMoveLead(): Mover {
  const mutate = useMoveMutation();
  const [asked, setAsked] = useState<Move>();
  const move = useCallback(
    (lead: LeadView, stage: Stage, pipelineId?: PipelineId) => {
      if (lead.stage === stage.id) return;
      if (stage.entry.includes('reason')) setAsked({ lead, stage, pipelineId });
      else mutate({ lead, stage, pipelineId });
    },
    [mutate],
  );
  const dialog =
    asked === undefined ? null : (
      <ReasonDialog
        name={leadName(asked.lead)}
        stage={asked.stage.name}
        onClose={() => setAsked(undefined)}
        onReason={(reason) => {
          setAsked(undefined);
          mutate({ ...asked, reason });
        }}
      />
    );
  return { move, dialog };
}
