import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiProblem, call } from '../../../shared/lib/api.ts';
import { useTitle } from '../../../shared/lib/use-title.ts';
import { EmptyState } from '../../../shared/ui/index.ts';
import { Spinner } from '../../../shared/ui/spinner.tsx';
import { supportTexts } from '../texts.ts';

const SHORTEST_TOKEN = 20;
/** In place of a token, after a visit. */
const OVER = 'over';

/** Comes from the admin host with a token in the fragment, which no server log sees, and spends it. */
export function SupportEntryPage() {
  const texts = supportTexts();
  const [token] = useState(() => window.location.hash.slice(1));
  // Out of the address at once, so that neither history nor a copied address carries it.
  useEffect(() => window.history.replaceState(window.history.state, '', window.location.pathname), []);
  const navigate = useNavigate();
  useTitle(texts.oneMoment);
  const entering = useQuery({
    queryKey: ['support', 'enter', token],
    queryFn: async () => {
      await call('support.enter', { body: { token } });
      return true;
    },
    enabled: token.length >= SHORTEST_TOKEN,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    if (entering.data === true) void navigate('/dashboard', { replace: true });
  }, [entering.data, navigate]);
  if (token === OVER) return <Message title={texts.over}>{texts.overText}</Message>;
  if (entering.error instanceof ApiProblem && entering.error.code === 'support-refused')
    return <Message title={texts.refused}>{texts.refusedText}</Message>;
  if (token.length < SHORTEST_TOKEN || entering.isError)
    return <Message title={texts.spent}>{texts.spentText}</Message>;
  return (
    <main className="grid min-h-dvh place-items-center">
      <p role="status" className="flex items-center gap-3 text-text-muted">
        <Spinner /> {texts.opening}
      </p>
    </main>
  );
}

const Message = ({ title, children }: { readonly title: string; readonly children: string }) => (
  <main className="grid min-h-dvh place-items-center">
    <EmptyState title={title}>{children}</EmptyState>
  </main>
);
