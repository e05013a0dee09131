import type { LeadStage, LeadView } from '@stageline/contracts';
import { ChevronDown } from 'lucide-react';
import { leadStages, Menu, MenuRadioGroup, MenuRadioItem, StageBadge, stageLabel } from '../../../shared/ui/index.ts';
import { leadName, useMoveLead } from '../api/move-lead.ts';
import { leadsTexts } from '../texts.ts';

/** The stage of a lead in a list, and a way to change it without opening the lead. */
export function StageMenu({ lead }: { lead: LeadView }) {
  const move = useMoveLead();
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={leadsTexts().stageOfIs(leadName(lead), stageLabel(lead.stage))}
          className="group relative z-10 -mx-1 inline-flex min-h-11 items-center gap-1 rounded-sm px-1 text-text-muted hover:text-text"
        >
          <StageBadge stage={lead.stage} />
          <ChevronDown size={16} aria-hidden="true" className="opacity-60 group-hover:opacity-100" />
        </button>
      }
    >
      <MenuRadioGroup value={lead.stage} onValueChange={(stage) => move(lead, stage as LeadStage)}>
        {leadStages.map((stage) => (
          <MenuRadioItem key={stage} value={stage}>
            {stageLabel(stage)}
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
    </Menu>
  );
}
