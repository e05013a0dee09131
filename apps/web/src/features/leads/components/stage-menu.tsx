import type { LeadView } from '@stageline/contracts';
import { ChevronDown } from 'lucide-react';
import { usePipelines } from '../../../shared/lib/pipelines.ts';
import { Menu, MenuRadioGroup, MenuRadioItem, StageBadge } from '../../../shared/ui/index.ts';
import { leadName } from '../api/move-lead.ts';
import { useMoveLead } from '../hooks/use-move-lead.tsx';
import { leadsTexts } from '../texts.ts';

/** The stage of a lead in a list, and a way to change it without opening the lead. */
export function StageMenu({ lead }: { lead: LeadView }) {
  const { move, dialog } = useMoveLead();
  const { find, stageOf } = usePipelines();
  const current = stageOf(lead);
  const stages = find(lead.pipelineId)?.stages ?? [];
  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            aria-label={leadsTexts().stageOfIs(leadName(lead), current.name)}
            className="group relative z-10 -mx-1 inline-flex min-h-11 items-center gap-1 rounded-sm px-1 text-text-muted hover:text-text"
          >
            <StageBadge stage={current} />
            <ChevronDown size={16} aria-hidden="true" className="opacity-60 group-hover:opacity-100" />
          </button>
        }
      >
        <MenuRadioGroup
          value={lead.stage}
          onValueChange={(id) => {
            const stage = stages.find((each) => each.id === id);
            if (stage !== undefined) move(lead, stage);
          }}
        >
          {stages.map(({ id, name }) => (
            <MenuRadioItem key={id} value={id}>
              {name}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </Menu>
      {dialog}
    </>
  );
}
