import { Download } from 'lucide-react';
import { call } from '../../../shared/lib/api.ts';
import { proveFirst } from '../../../shared/lib/step-up.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Button } from '../../../shared/ui/index.ts';
import { sessionsTexts } from '../texts.ts';

/** The chat as a file, for whoever may take data out of the site; who is there is asked before. */
export function ChatExport({ sessionId }: { sessionId: string }) {
  const { operations } = useSession();
  if (!operations.includes('chat.export-csv')) return null;
  const download = async () => {
    if (!(await proveFirst(() => call('auth.step-up-options')))) return;
    const link = document.createElement('a');
    link.href = `/api/v1/sessions/${sessionId}/chat.csv`;
    link.download = '';
    link.click();
  };
  return (
    <Button size="sm" onClick={() => void download()}>
      <Download size={16} aria-hidden="true" />
      {sessionsTexts().exportChat}
    </Button>
  );
}
