import type { LeadView } from '@stageline/contracts';
import { Check } from 'lucide-react';
import { cn } from '../../../shared/lib/cn.ts';
import { usePipelines } from '../../../shared/lib/pipelines.ts';
import { leadName } from '../api/move-lead.ts';
import { useMoveLead } from '../hooks/use-move-lead.tsx';
import { leadsTexts } from '../texts.ts';

/** The stages side by side; one press moves the lead, an undo follows. */
export function StageSteps({ lead }: { lead: LeadView }) {
  const { move, dialog } = useMoveLead();
  const stages = usePipelines().find(lead.pipelineId)?.stages ?? [];
  return (
    <div role="group" aria-label={leadsTexts().stageOf(leadName(lead))} className="flex flex-wrap gap-2">
      {stages.map((stage) => {
        const isCurrent = lead.stage === stage.id;
        return (
          <button
            key={stage.id}
            type="button"
            aria-pressed={isCurrent}
            onClick={() => move(lead, stage)}
            className={cn(
              'flex h-11 items-center gap-1.5 rounded-md border px-4 text-sm font-medium transition-colors',
              isCurrent
                ? 'border-primary-line bg-primary-tint text-primary-text'
                : 'border-border bg-raised text-text-muted hover:bg-muted hover:text-text',
            )}
          >
            {isCurrent ? <Check size={16} aria-hidden="true" /> : null}
            {stage.name}
          </button>
        );
      })}
      {dialog}
    </div>
  );
}
