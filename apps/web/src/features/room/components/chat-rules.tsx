import { SlidersHorizontal } from 'lucide-react';
import type { ChatRules as RulesOfChat, LinkPolicy, MutedPerson } from '@stageline/contracts';
import { useEffect, useId, useState, useSyncExternalStore } from 'react';
import { Badge, Button, Popover, Select, Skeleton, Switch } from '../../../shared/ui/index.ts';
import { useModeration } from '../hooks/use-moderation.ts';
import type { ChatStore } from '../lib/chat-store.ts';
import { roomTexts } from '../texts.ts';

const WAITS_SECONDS = [5, 10, 30, 60, 300];
const LINK_POLICIES: readonly LinkPolicy[] = ['allow', 'hold', 'refuse'];

/** What a moderator sets for the chat, behind one button; it holds at once. */
export function ChatRules({ store }: { store: ChatStore }) {
  const texts = roomTexts().chat.rules;
  return (
    <Popover
      label={texts.open}
      align="end"
      trigger={
        <button
          type="button"
          className="grid size-11 shrink-0 place-items-center rounded-md text-text-muted hover:bg-muted hover:text-text"
        >
          <SlidersHorizontal size={20} aria-hidden="true" />
          <span className="sr-only">{texts.open}</span>
        </button>
      }
    >
      <Rules store={store} />
    </Popover>
  );
}

function Rules({ store }: { store: ChatStore }) {
  const { slowSeconds, links, isHeld } = useSyncExternalStore(store.subscribe, store.getSetup);
  const { setUp } = useModeration(store);
  const change = (rules: Partial<RulesOfChat>) => setUp({ slowSeconds, links, isHeld, ...rules });
  const texts = roomTexts().chat.rules;
  const id = useId();
  return (
    <div className="flex flex-col gap-5">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <label htmlFor={`${id}-held`} className="text-sm font-medium">
            {texts.held}
          </label>
          <p id={`${id}-held-hint`} className="mt-0.5 text-xs text-text-muted">
            {texts.heldHint}
          </p>
        </div>
        <Switch
          id={`${id}-held`}
          aria-describedby={`${id}-held-hint`}
          checked={isHeld}
          onCheckedChange={(held) => change({ isHeld: held })}
        />
      </div>
      <div>
        <label htmlFor={`${id}-slow`} className="text-sm font-medium">
          {texts.slow}
        </label>
        <p id={`${id}-slow-hint`} className="mt-0.5 mb-2 text-xs text-text-muted">
          {texts.slowHint}
        </p>
        <Select
          id={`${id}-slow`}
          aria-describedby={`${id}-slow-hint`}
          value={String(slowSeconds)}
          onChange={(event) => change({ slowSeconds: Number(event.target.value) })}
        >
          <option value="0">{texts.off}</option>
          {WAITS_SECONDS.map((seconds) => (
            <option key={seconds} value={seconds}>
              {texts.every(seconds)}
            </option>
          ))}
        </Select>
      </div>
      <div>
        <label htmlFor={`${id}-links`} className="text-sm font-medium">
          {texts.links}
        </label>
        <p id={`${id}-links-hint`} className="mt-0.5 mb-2 text-xs text-text-muted">
          {texts.linksHint}
        </p>
        <Select
          id={`${id}-links`}
          aria-describedby={`${id}-links-hint`}
          value={links}
          onChange={(event) => change({ links: event.target.value as LinkPolicy })}
        >
          {LINK_POLICIES.map((policy) => (
            <option key={policy} value={policy}>
              {texts.linkPolicies[policy]}
            </option>
          ))}
        </Select>
      </div>
      <Muted store={store} />
    </div>
  );
}

function Muted({ store }: { store: ChatStore }) {
  const [people, setPeople] = useState<readonly MutedPerson[] | 'failed' | null>(null);
  const { unmute } = useModeration(store);
  const texts = roomTexts().chat;
  useEffect(() => {
    let isShown = true;
    store.moderator.muted().then(
      (muted) => isShown && setPeople(muted),
      () => isShown && setPeople('failed'),
    );
    return () => {
      isShown = false;
    };
  }, [store]);
  const release = (person: MutedPerson) =>
    unmute(person.id)
      .then(() => store.moderator.muted())
      .then(setPeople, () => setPeople('failed'));
  return (
    <section>
      <h3 className="text-sm font-medium">{texts.rules.muted}</h3>
      {people === null ? <Skeleton className="mt-2 h-5 w-32" /> : null}
      {people === 'failed' ? <p className="mt-1 text-xs text-danger">{texts.notDone}</p> : null}
      {Array.isArray(people) && people.length === 0 ? (
        <p className="mt-0.5 text-xs text-text-muted">{texts.rules.nobody}</p>
      ) : null}
      {Array.isArray(people) && people.length > 0 ? (
        <ul className="mt-1 max-h-48 list-none overflow-y-auto p-0">
          {(people as readonly MutedPerson[]).map((person) => (
            <li key={person.id} className="flex min-h-11 items-center justify-between gap-3">
              <span className="min-w-0 flex-1 truncate">{person.name}</span>
              {person.banned ? <Badge tone="danger">{texts.rules.banned}</Badge> : null}
              <Button
                variant="ghost"
                size="sm"
                aria-label={(person.banned ? texts.rules.letInName : texts.rules.unmuteName)(person.name)}
                onClick={() => void release(person)}
              >
                {person.banned ? texts.rules.letIn : texts.rules.unmute}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
