import { ChevronDown, Download } from 'lucide-react';
import { Button, Menu, MenuItem } from '../../../shared/ui/index.ts';
import type { Recorded } from '../api/transcripts.queries.ts';
import { transcriptTexts } from '../texts.ts';

const FORMATS = ['txt', 'vtt', 'srt', 'json'] as const;

/** The transcript as a file. */
export function DownloadMenu({ recorded: { sessionId, recordingId } }: { recorded: Recorded }) {
  const texts = transcriptTexts();
  return (
    <Menu
      trigger={
        <Button>
          <Download size={16} aria-hidden="true" />
          {texts.download}
          <ChevronDown size={16} aria-hidden="true" />
        </Button>
      }
    >
      {FORMATS.map((format) => (
        <MenuItem key={format} asChild className="py-2">
          <a
            aria-label={`${texts.formats[format].name}: ${texts.formats[format].hint}`}
            href={`/api/v1/sessions/${sessionId}/recordings/${recordingId}/transcript.${format}`}
            download=""
          >
            <span>
              <span className="block font-medium">{texts.formats[format].name}</span>
              <span className="block text-xs text-text-muted">{texts.formats[format].hint}</span>
            </span>
          </a>
        </MenuItem>
      ))}
    </Menu>
  );
}
