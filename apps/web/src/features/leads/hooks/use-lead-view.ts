import type { PipelineId, StageId } from '@stageline/contracts';
import { useEffect, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type Pipeline, usePipelines } from '../../../shared/lib/pipelines.ts';
import { type BoardFilter, filterOf, type LeadSort, sortOf } from '../lib/address-filter.ts';

const VIEWS = ['list', 'board'] as const;
export type LeadViewKind = (typeof VIEWS)[number];
const STORAGE_KEY = 'stageline.leads-view';

const isView = (value: string | null): value is LeadViewKind => VIEWS.some((view) => view === value);
/** What was chosen last in this browser; none where it keeps nothing. */
function remembered(): LeadViewKind {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return isView(stored) ? stored : 'list';
  } catch {
    return 'list';
  }
}
function remember(view: LeadViewKind): void {
  try {
    localStorage.setItem(STORAGE_KEY, view);
  } catch {
    // A browser that keeps nothing begins with the list again.
  }
}

export interface LeadViewChoice {
  readonly view: LeadViewKind;
  /** Undefined until the pipelines are loaded. */
  readonly pipeline: Pipeline | undefined;
  /** Undefined for all of them. */
  readonly stage: StageId | undefined;
  readonly filter: BoardFilter;
  /** Undefined for the order that a list has by itself. */
  readonly sort: LeadSort | undefined;
  /** The same page narrowed otherwise: null takes a field away. */
  readonly searchWith: (change: Readonly<Record<string, string | null>>) => string;
  /** The same page with another choice, as a query string: empty, or with its `?`. */
  readonly searchFor: (change: { view?: LeadViewKind; pipeline?: PipelineId; stage?: StageId | null }) => string;
}

/** What the page of leads shows: from the address; what it does not say is as it was last in this browser. */
export function useLeadView(): LeadViewChoice {
  const [params] = useSearchParams();
  const { all } = usePipelines();
  const named = params.get('view');
  // An address that names a stage means the list of it.
  const view = isView(named) ? named : params.has('stage') ? 'list' : remembered();
  useEffect(() => {
    if (isView(named)) remember(named);
  }, [named]);
  const pipeline = all.find(({ id }) => id === params.get('pipeline')) ?? all[0];
  const stage = pipeline?.stages.find(({ id }) => id === params.get('stage'))?.id;
  const searchFor: LeadViewChoice['searchFor'] = (change) => {
    const next = new URLSearchParams(params);
    if (change.view !== undefined) next.set('view', change.view);
    if (change.pipeline !== undefined) {
      next.set('pipeline', change.pipeline);
      next.delete('stage');
    }
    if (change.stage === null) next.delete('stage');
    else if (change.stage !== undefined) next.set('stage', change.stage);
    return next.size === 0 ? '' : `?${next.toString()}`;
  };
  const searchWith: LeadViewChoice['searchWith'] = (change) => {
    const next = new URLSearchParams(params);
    for (const [field, value] of Object.entries(change))
      if (value === null || value === '') next.delete(field);
      else next.set(field, value);
    return next.size === 0 ? '' : `?${next.toString()}`;
  };
  const filter = useMemo(() => filterOf(params), [params]);
  const sort = sortOf(params, { view, hasStage: stage !== undefined, heat: filter.heat });
  return { view, pipeline, stage, filter, sort, searchFor, searchWith };
}
