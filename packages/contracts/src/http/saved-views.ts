import { z } from 'zod';
import { MembershipId, SavedViewId } from '../kit/ids.ts';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { requiredText } from './fields.ts';
import { LeadFilter } from './leads.ts';

/** Characters of a name. */
export const MAX_VIEW_NAME = 60;
/** Views of one member. */
export const MAX_VIEWS = 50;
/** Days for which a removed view can be brought back; then it is gone. */
export const VIEW_UNDO_DAYS = 7;

/** What a view shows: what the address of the leads says, without who looks at it. */
export const ViewQuery = z.strictObject({
  layout: z.enum(['list', 'board']),
  ...LeadFilter.shape,
  // In JSON a number is a number.
  stageDays: z.int().min(1).max(3650).optional(),
});
export type ViewQuery = z.infer<typeof ViewQuery>;

/** What a view names that is not there any more. */
export const MissingPart = z.enum(['pipeline', 'stage', 'owner']);
export type MissingPart = z.infer<typeof MissingPart>;

export const SavedView = z.object({
  id: SavedViewId,
  version: z.int(),
  name: z.string(),
  /** Whether the whole team has it; row visibility decides which leads each of them sees by it. */
  isShared: z.boolean(),
  author: z.object({ membershipId: MembershipId, name: z.string() }),
  /** Whether the caller may change and remove it. */
  mayChange: z.boolean(),
  query: ViewQuery,
  missing: z.array(MissingPart),
  updatedAt: Instant,
});
export type SavedView = z.infer<typeof SavedView>;

const ViewList = z.object({
  /** Own ones and those of the team, in the caller's order. */
  items: z.array(SavedView),
  /** The one that opens first for the caller. */
  defaultId: SavedViewId.nullable(),
});
const OneView = z.strictObject({ viewId: SavedViewId });
const name = requiredText(MAX_VIEW_NAME);

export const listViews = defineOperation({
  id: 'saved-views.list',
  method: 'GET',
  path: '/api/v1/saved-views',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'Views of the leads that the caller has kept, and those that are shared with the team',
  response: ViewList,
});
export const createView = defineOperation({
  id: 'saved-views.create',
  method: 'POST',
  path: '/api/v1/saved-views',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'Keep a view of the leads; sharing it with the team needs views.share',
  body: z.strictObject({ name, query: ViewQuery, isShared: z.boolean().default(false) }),
  status: 201,
  response: SavedView,
  errors: ['limit-reached', 'name-taken', 'forbidden'],
});
export const updateView = defineOperation({
  id: 'saved-views.update',
  method: 'PATCH',
  path: '/api/v1/saved-views/:viewId',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary:
    'Rename a view, keep other filters under its name, share it or take that back; `version` is the one that the caller saw',
  params: OneView,
  body: z
    .strictObject({
      version: z.int(),
      name: name.optional(),
      query: ViewQuery.optional(),
      isShared: z.boolean().optional(),
    })
    .refine(({ version: _seen, ...change }) => Object.keys(change).length > 0, 'Please say what to change.'),
  response: SavedView,
  errors: ['conflict', 'name-taken', 'forbidden'],
});
export const removeView = defineOperation({
  id: 'saved-views.remove',
  method: 'DELETE',
  path: '/api/v1/saved-views/:viewId',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'Remove a view; it can be brought back for seven days',
  params: OneView,
  status: 204,
  errors: ['forbidden'],
});
export const restoreView = defineOperation({
  id: 'saved-views.restore',
  method: 'POST',
  path: '/api/v1/saved-views/:viewId/restore',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'Bring a view back that was removed within seven days',
  params: OneView,
  response: SavedView,
  errors: ['forbidden', 'limit-reached', 'name-taken'],
});
export const arrangeViews = defineOperation({
  id: 'saved-views.arrange',
  method: 'PUT',
  path: '/api/v1/saved-views',
  host: 'tenant',
  access: memberAccess('leads.read'),
  summary: 'In which order the caller sees the views, and which of them opens first; nobody else is concerned',
  body: z.strictObject({
    /** Those that are not named come after, as they came to be. */
    order: z.array(SavedViewId).max(500),
    defaultId: SavedViewId.nullable(),
  }),
  response: ViewList,
});
