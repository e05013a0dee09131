import type { broadcasts, TenantId } from '@stageline/contracts';
import type { Broadcast } from './broadcasts.repository.ts';

/** @param names of the sites that it is addressed to; one that is gone has none */
export function presentBroadcast(
  broadcast: Broadcast,
  facts: { readonly names: ReadonlyMap<TenantId, string>; readonly author: string | null; readonly now: Date },
): broadcasts.BroadcastView {
  const { id, title, text, level, tenantIds, startsAt, endsAt, endedAt, reached } = broadcast;
  return {
    id,
    title,
    text,
    level,
    tenants:
      tenantIds === null ? null : tenantIds.map((tenant) => ({ id: tenant, name: facts.names.get(tenant) ?? '' })),
    startsAt: startsAt.toISOString(),
    endsAt: (endedAt ?? endsAt).toISOString(),
    state: stateOf(broadcast, facts.now),
    reached,
    createdBy: facts.author,
  };
}

function stateOf({ startsAt, endsAt, endedAt, done }: Broadcast, now: Date): broadcasts.BroadcastView['state'] {
  if (endedAt !== null || endsAt <= now) return 'ended';
  if (startsAt > now) return 'planned';
  return done ? 'shown' : 'sending';
}

export const presentNotice = ({ id, title, text, level, startsAt }: Broadcast): broadcasts.NoticeView => ({
  id,
  title,
  text,
  level,
  startsAt: startsAt.toISOString(),
});
