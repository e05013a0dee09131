import type { SavedView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { toast } from '../../../shared/ui/index.ts';
import { savedViewsQuery, type SavedViews } from '../api/saved-views.queries.ts';
import { isSameQuery, mayOpen, queryOf, searchOfQuery, toOpen } from '../lib/saved-view.ts';
import { viewTexts } from '../view-texts.ts';
import type { LeadViewChoice } from './use-lead-view.ts';

export interface OpenView {
  readonly views: SavedViews;
  /** The one that the address names; undefined where it names none that the member has. */
  readonly current: SavedView | undefined;
  /** Something else is shown than the view keeps. */
  readonly isChanged: boolean;
  /** The address names one that is not there for the member. */
  readonly isUnknown: boolean;
}

/**
 * The saved view that is open, and which ones there are. An address that names only a view, or nothing where one opens first,
 * becomes the address of what that view shows.
 * @returns undefined while it is not known what to open; without views where they could not be loaded
 */
export function useSavedView(choice: LeadViewChoice): OpenView | undefined {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const { leadId } = useParams();
  const query = useQuery(savedViewsQuery());
  const views = query.data ?? { items: [], defaultId: null };
  const waits = query.isPending || choice.pipeline === undefined;
  // A lead that is opened by its own address does not stand in a view.
  const wanted = waits || (leadId !== undefined && params.size === 0) ? null : toOpen(params, views);
  const search = wanted === null ? null : searchOfQuery(wanted.query, wanted.id);
  useEffect(() => {
    if (search !== null) void navigate({ search }, { replace: true });
  }, [search, navigate]);
  const named = params.get('saved');
  const current = views.items.find(({ id }) => id === named);
  useFollowing(choice, current);
  if (search !== null || (query.isPending && mayOpen(params) && leadId === undefined)) return undefined;
  return {
    views,
    current,
    isChanged: current !== undefined && choice.pipeline !== undefined && !isSameQuery(queryOf(choice), current.query),
    isUnknown: named !== null && current === undefined && query.isSuccess,
  };
}

/** Whoever looks at a view as it is kept goes on doing so when a colleague, or another tab, keeps something else by its name. */
function useFollowing(choice: LeadViewChoice, current: SavedView | undefined): void {
  const navigate = useNavigate();
  const seen = useRef(current);
  useEffect(() => {
    const before = seen.current;
    seen.current = current;
    if (before === undefined || current === undefined || before.id !== current.id) return;
    if (isSameQuery(before.query, current.query) || !isSameQuery(queryOf(choice), before.query)) return;
    void navigate({ search: searchOfQuery(current.query, current.id) }, { replace: true });
    toast(viewTexts().follows(current.name));
  }, [choice, current, navigate]);
}
