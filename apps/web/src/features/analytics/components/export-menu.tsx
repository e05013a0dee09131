import type { AnalyticsRange } from '@stageline/contracts';
import { ChevronDown, Download, FileSpreadsheet, FileText, Sheet } from 'lucide-react';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { download } from '../../../shared/lib/download.ts';
import { Button, Menu, MenuItem } from '../../../shared/ui/index.ts';
import { analyticsTexts } from '../texts.ts';

const FORMATS = [
  { format: 'csv', Icon: Sheet },
  { format: 'xlsx', Icon: FileSpreadsheet },
  { format: 'pdf', Icon: FileText },
] as const;
type Format = (typeof FORMATS)[number]['format'];
const PARTS = {
  visitors: { path: '/api/v1/analytics', formats: ['csv', 'xlsx', 'pdf'] },
  sales: { path: '/api/v1/analytics/sales', formats: ['csv'] },
} as const satisfies Record<string, { path: string; formats: readonly Format[] }>;

const fetchFile = (path: string, format: Format, range: AnalyticsRange) =>
  void download(`${path}/export.${format}?${new URLSearchParams({ range, locale: pageLocale().locale })}`);

/** The numbers of the range as a file. */
export function ExportMenu({ of, range }: { of: keyof typeof PARTS; range: AnalyticsRange }) {
  const texts = analyticsTexts();
  const { path } = PARTS[of];
  const formats: readonly Format[] = PARTS[of].formats;
  return (
    <Menu
      trigger={
        <Button>
          <Download size={16} aria-hidden="true" />
          {texts.export}
          <ChevronDown size={16} aria-hidden="true" />
        </Button>
      }
    >
      {FORMATS.filter(({ format }) => formats.includes(format)).map(({ format, Icon }) => (
        <MenuItem key={format} className="py-2" onSelect={() => fetchFile(path, format, range)}>
          <Icon size={18} aria-hidden="true" className="text-text-muted" />
          <span>
            <span className="block font-medium">{texts.exportAs[format]}</span>
            <span className="block text-xs text-text-muted">{texts.exportHints[format]}</span>
          </span>
        </MenuItem>
      ))}
    </Menu>
  );
}
