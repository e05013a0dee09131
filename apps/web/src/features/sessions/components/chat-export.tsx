import { Download } from 'lucide-react';
import { download } from '../../../shared/lib/download.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Button } from '../../../shared/ui/index.ts';
import { sessionsTexts } from '../texts.ts';

/** The chat as a file, for whoever may take data out of the site; who is there is asked before. */
export function ChatExport({ sessionId }: { sessionId: string }) {
  const { operations } = useSession();
  if (!operations.includes('chat.export-csv')) return null;
  return (
    <Button size="sm" onClick={() => void download(`/api/v1/sessions/${sessionId}/chat.csv`)}>
      <Download size={16} aria-hidden="true" />
      {sessionsTexts().exportChat}
    </Button>
  );
}
