import type { LeadView } from '@stageline/contracts';
import { Ellipsis, Merge, Receipt } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useSession } from '../../../shared/lib/session.ts';
import { Button, Menu, MenuItem } from '../../../shared/ui/index.ts';
import { mergeTexts } from '../merge-texts.ts';
import { MergeWithDialog } from './merge-with-dialog.tsx';

/** What else can be done with a lead; nothing for somebody who may do none of it. */
export function LeadMenu({ lead }: { readonly lead: LeadView }) {
  const texts = mergeTexts();
  const { operations } = useSession();
  const navigate = useNavigate();
  const mayMerge = operations.includes('merges.create');
  const mayInvoice = operations.includes('invoices.create');
  const [isMerging, setMerging] = useState(false);
  if (!mayMerge && !mayInvoice) return null;
  return (
    <>
      <Menu
        trigger={
          <Button variant="ghost" size="icon-sm" aria-label={texts.more} title={texts.more}>
            <Ellipsis size={16} aria-hidden="true" />
          </Button>
        }
      >
        {mayInvoice ? (
          <MenuItem onSelect={() => void navigate(`/dashboard/money/new?lead=${lead.id}`)}>
            <Receipt size={16} aria-hidden="true" className="text-text-muted" />
            {texts.writeInvoice}
          </MenuItem>
        ) : null}
        {mayMerge ? (
          <MenuItem onSelect={() => setMerging(true)}>
            <Merge size={16} aria-hidden="true" className="text-text-muted" />
            {texts.mergeWith}
          </MenuItem>
        ) : null}
      </Menu>
      {isMerging ? <MergeWithDialog lead={lead} onClose={() => setMerging(false)} /> : null}
    </>
  );
}
