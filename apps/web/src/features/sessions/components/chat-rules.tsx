import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useSession } from '../../../shared/lib/session.ts';
import { ErrorState, Panel, Section, Select, Skeleton, Switch, toast } from '../../../shared/ui/index.ts';
import { type ChatRules as Rules, chatRulesQuery, useSetChatRules } from '../api/sessions.queries.ts';
import { sessionsTexts } from '../texts.ts';

const LINK_POLICIES: readonly Rules['links'][] = ['allow', 'hold', 'refuse'];

/** What holds for the chat before the room opens; in the room its hosts change it as they go. */
export function ChatRules({ sessionId }: { sessionId: string }) {
  const { operations } = useSession();
  if (!operations.includes('chat.set-rules')) return null;
  const texts = sessionsTexts().chatRules;
  return (
    <Section title={texts.title} description={texts.description} className="mt-8">
      <Panel className="p-4 sm:p-5">
        <Fields sessionId={sessionId} />
      </Panel>
    </Section>
  );
}

function Fields({ sessionId }: { sessionId: string }) {
  const rules = useQuery(chatRulesQuery(sessionId));
  const set = useSetChatRules(sessionId);
  const texts = sessionsTexts().chatRules;
  const id = useId();
  if (rules.data === undefined)
    return rules.isError ? (
      <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />
    ) : (
      <div role="status" aria-label={texts.loading}>
        <Skeleton className="h-11 w-full max-w-md" />
      </div>
    );
  const { data } = rules;
  const change = (some: Partial<Rules>) =>
    set.mutate({ ...data, ...some }, { onError: (error) => toast.error(texts.failed, { description: error.message }) });
  return (
    <div className="flex flex-col gap-5">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <label htmlFor={`${id}-held`} className="font-medium">
            {texts.held}
          </label>
          <p id={`${id}-held-hint`} className="mt-0.5 text-text-muted">
            {texts.heldHint}
          </p>
        </div>
        <Switch
          id={`${id}-held`}
          aria-describedby={`${id}-held-hint`}
          checked={data.isHeld}
          onCheckedChange={(isHeld) => change({ isHeld })}
        />
      </div>
      <div className="max-w-sm">
        <label htmlFor={`${id}-links`} className="font-medium">
          {texts.links}
        </label>
        <Select
          id={`${id}-links`}
          className="mt-1.5"
          value={data.links}
          onChange={(event) => change({ links: event.target.value as Rules['links'] })}
        >
          {LINK_POLICIES.map((policy) => (
            <option key={policy} value={policy}>
              {texts.linkPolicies[policy]}
            </option>
          ))}
        </Select>
      </div>
    </div>
  );
}
