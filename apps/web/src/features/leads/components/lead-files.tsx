import { Download, Ellipsis, FileUp, Sheet, UsersRound } from 'lucide-react';
import { useNavigate } from 'react-router';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { download } from '../../../shared/lib/download.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Button, Menu, MenuItem } from '../../../shared/ui/index.ts';
import type { LeadFilter } from '../api/leads.queries.ts';
import { mergeTexts } from '../merge-texts.ts';
import { leadsTexts } from '../texts.ts';

const exportLeads = (format: 'csv' | 'xlsx', filter: LeadFilter) =>
  void download(`/api/v1/leads/export.${format}?${searchOf(filter)}`);

/** Leads that may be the same person, leads out of a file, and those of the list as a file; nothing for somebody who may do neither. */
export function LeadFiles({ filter }: { readonly filter: LeadFilter }) {
  const texts = leadsTexts();
  const navigate = useNavigate();
  const { operations } = useSession();
  const [mayImport, mayExport] = [operations.includes('imports.upload'), operations.includes('leads.export-csv')];
  const mayMerge = operations.includes('duplicates.list');
  if (!mayImport && !mayExport && !mayMerge) return null;
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon-sm" aria-label={texts.files} title={texts.files}>
          <Ellipsis size={16} aria-hidden="true" />
        </Button>
      }
    >
      {mayMerge ? (
        <MenuItem onSelect={() => void navigate('/dashboard/leads/duplicates')}>
          <UsersRound size={16} aria-hidden="true" className="text-text-muted" />
          {mergeTexts().find}
        </MenuItem>
      ) : null}
      {mayImport ? (
        <MenuItem onSelect={() => void navigate('/dashboard/leads/import')}>
          <FileUp size={16} aria-hidden="true" className="text-text-muted" />
          {texts.importLeads}
        </MenuItem>
      ) : null}
      {mayExport ? (
        <>
          <MenuItem onSelect={() => exportLeads('csv', filter)}>
            <Download size={16} aria-hidden="true" className="text-text-muted" />
            {texts.exportCsv}
          </MenuItem>
          <MenuItem onSelect={() => exportLeads('xlsx', filter)}>
            <Sheet size={16} aria-hidden="true" className="text-text-muted" />
            {texts.exportExcel}
          </MenuItem>
        </>
      ) : null}
    </Menu>
  );
}

function searchOf(filter: LeadFilter): string {
  const said = Object.entries(filter).map(([field, value]) => [field, String(value)]);
  return new URLSearchParams([...said, ['locale', pageLocale().locale]]).toString();
}
