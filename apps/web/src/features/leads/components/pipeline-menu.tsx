import type { LeadView } from '@stageline/contracts';
import { ChevronDown } from 'lucide-react';
import { Fragment } from 'react';
import { usePipelines } from '../../../shared/lib/pipelines.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Button, Menu, MenuItem, MenuLabel } from '../../../shared/ui/index.ts';
import { filterTexts } from '../filter-texts.ts';
import { useMoveLead } from '../hooks/use-move-lead.tsx';

/** The way of a lead into another pipeline, where a site has several: each with its stages. */
export function PipelineMenu({ lead }: { readonly lead: LeadView }) {
  const { move, dialog } = useMoveLead();
  const { all } = usePipelines();
  const mayMove = useSession().permissions.includes('leads.edit');
  const others = all.filter(({ id }) => id !== lead.pipelineId);
  if (!mayMove || others.length === 0) return null;
  return (
    <div>
      <Menu
        align="start"
        trigger={
          <Button variant="ghost" size="sm" className="-ms-3">
            {filterTexts().otherPipeline}
            <ChevronDown size={16} aria-hidden="true" />
          </Button>
        }
      >
        {others.map((pipeline) => (
          <Fragment key={pipeline.id}>
            <MenuLabel>{pipeline.name}</MenuLabel>
            {pipeline.stages.map((stage) => (
              <MenuItem key={stage.id} onSelect={() => move(lead, stage, pipeline.id)}>
                {stage.name}
              </MenuItem>
            ))}
          </Fragment>
        ))}
      </Menu>
      {dialog}
    </div>
  );
}
