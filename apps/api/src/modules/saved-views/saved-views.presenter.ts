import { DEFAULT_PIPELINE, type MembershipId, type PipelineId, type savedViews } from '@stageline/contracts';
import type { MemberActor } from '../../http/route.ts';
import type { Pipeline } from '../pipelines/index.ts';
import { mayChange } from './saved-views.policy.ts';
import type { SavedViewRow } from './saved-views.repository.ts';

export interface ViewDirectories {
  readonly pipelines: { find(id: PipelineId): Promise<Pick<Pipeline, 'stages'> | null> };
  readonly members: { find(id: MembershipId): Promise<{ readonly name: string } | null> };
}

/** Views as their readers see them, with what they name that is not there any more; each is looked up once. */
export async function presentViews(
  actor: MemberActor,
  rows: readonly SavedViewRow[],
  { pipelines, members }: ViewDirectories,
): Promise<savedViews.SavedView[]> {
  const pipelineOf = remembered((id: PipelineId) => pipelines.find(id));
  const memberOf = remembered((id: MembershipId) => members.find(id));

  async function missingOf({ pipeline = DEFAULT_PIPELINE, stage, owner }: savedViews.ViewQuery) {
    const missing: savedViews.MissingPart[] = [];
    const found = await pipelineOf(pipeline);
    if (found === null) missing.push('pipeline');
    else if (stage !== undefined && !found.stages.some(({ id }) => id === stage)) missing.push('stage');
    if (owner !== undefined && owner !== 'nobody' && (await memberOf(owner)) === null) missing.push('owner');
    return missing;
  }

  return Promise.all(
    rows.map(async (row) => ({
      id: row._id,
      version: row.version,
      name: row.name,
      isShared: row.isShared,
      author: { membershipId: row.authorId, name: row.authorName },
      mayChange: mayChange(actor, row),
      query: row.query,
      missing: await missingOf(row.query),
      updatedAt: row.updatedAt.toISOString(),
    })),
  );
}

/** Asks once for each. */
function remembered<K, T>(find: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const found = new Map<K, Promise<T>>();
  return (key) => {
    const known = found.get(key) ?? find(key);
    found.set(key, known);
    return known;
  };
}
