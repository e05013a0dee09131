import type { AnalyticsRange } from '@stageline/contracts';
import { ChevronDown, Download, FileSpreadsheet, FileText, Sheet } from 'lucide-react';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { call } from '../../../shared/lib/api.ts';
import { proveFirst } from '../../../shared/lib/step-up.ts';
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

/** Who is there is asked before; then the browser fetches the file as it fetches any other. */
async function download(path: string, format: Format, range: AnalyticsRange): Promise<void> {
  if (!(await proveFirst(() => call('auth.step-up-options')))) return;
  const link = document.createElement('a');
  link.href = `${path}/export.${format}?${new URLSearchParams({ range, locale: pageLocale().locale })}`;
  link.download = '';
  link.click();
}

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
        <MenuItem key={format} className="py-2" onSelect={() => void download(path, format, range)}>
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
