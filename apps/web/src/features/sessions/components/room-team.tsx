import { useQuery } from '@tanstack/react-query';
import { Link as LinkIcon, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { type Answer, ApiProblem } from '../../../shared/lib/api.ts';
import {
  Avatar,
  Button,
  ErrorState,
  Input,
  Panel,
  Section,
  Select,
  Skeleton,
  toast,
} from '../../../shared/ui/index.ts';
import { roomTeamQuery, useSetRoomRole } from '../api/sessions.queries.ts';
import { sessionsTexts } from '../texts.ts';

type RoomTeamMember = Answer<'sessions.list-team'>['items'][number];

/** Fewer are seen at a glance. */
const SEARCH_FROM = 8;

/** Who of the team helps in the room, and as what; only those see it who are hosts there. */
export function RoomTeam({ sessionId }: { sessionId: string }) {
  const [search, setSearch] = useState('');
  const team = useQuery(roomTeamQuery(sessionId, useDeferredValue(search.trim())));
  const texts = sessionsTexts().team;
  if (team.error instanceof ApiProblem && team.error.status === 403) return null;
  const copy = () =>
    navigator.clipboard.writeText(`${location.origin}/room/${sessionId}`).then(
      () => toast.success(texts.copied),
      () => toast.error(texts.notCopied),
    );
  const isSearchable = search !== '' || (team.data?.items.length ?? 0) >= SEARCH_FROM;
  return (
    <Section
      title={texts.title}
      description={texts.description}
      className="mt-8"
      actions={
        <Button size="sm" onClick={() => void copy()}>
          <LinkIcon size={16} aria-hidden="true" />
          {texts.copy}
        </Button>
      }
    >
      {isSearchable ? (
        <div className="relative mb-3 max-w-sm">
          <Search
            size={16}
            aria-hidden="true"
            className="pointer-events-none absolute start-3 top-3.5 text-text-muted"
          />
          <Input
            type="search"
            aria-label={texts.search}
            placeholder={texts.search}
            maxLength={100}
            value={search}
            onChange={({ target }) => setSearch(target.value)}
            className="ps-9"
          />
        </div>
      ) : null}
      {team.data !== undefined ? (
        <Panel>
          <ul className="divide-y divide-border" aria-label={texts.title}>
            {team.data.items.map((member) => (
              <Member key={member.id} sessionId={sessionId} member={member} />
            ))}
          </ul>
          <p role="status" className="px-4 py-3 text-text-muted empty:hidden">
            {team.data.items.length === 0 ? texts.nobody : team.data.hasMore ? texts.more : null}
          </p>
        </Panel>
      ) : team.isError ? (
        <ErrorState error={team.error} onRetry={() => void team.refetch()} />
      ) : (
        <Skeleton className="h-32 w-full rounded-lg" />
      )}
    </Section>
  );
}

function Member({ sessionId, member }: { sessionId: string; member: RoomTeamMember }) {
  const texts = sessionsTexts().team;
  const setRole = useSetRoomRole(sessionId);
  const { id, name, role, isFixed } = member;
  // Whoever hosts by their role on the site can be made less for this room, and becomes a host again by the same choice.
  const given = role === 'cohost' || role === 'moderator' ? role : '';
  const change = (chosen: string) =>
    setRole.mutate(
      { membershipId: id, role: chosen === 'cohost' || chosen === 'moderator' ? chosen : null },
      {
        onSuccess: (after) => toast.success(texts.changed(after.name, texts.roles[after.role ?? 'none'])),
        onError: (error) => toast.error(texts.notChanged, { description: error.message }),
      },
    );
  return (
    <li className="flex min-h-14 items-center gap-3 px-4 py-2">
      <Avatar name={name} />
      <span className="min-w-0 flex-1 font-medium wrap-anywhere">{name}</span>
      {isFixed ? (
        <span className="text-text-muted">{texts.roles[role ?? 'none']}</span>
      ) : (
        <Select
          aria-label={texts.roleOf(name)}
          value={given}
          disabled={setRole.isPending}
          onChange={({ target }) => change(target.value)}
          className="w-44 shrink-0"
        >
          <option value="">{given === '' ? texts.roles[role ?? 'none'] : texts.bySite}</option>
          <option value="cohost">{texts.roles.cohost}</option>
          <option value="moderator">{texts.roles.moderator}</option>
        </Select>
      )}
    </li>
  );
}
