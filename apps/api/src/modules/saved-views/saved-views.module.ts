import { MemberLeft, savedViews } from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { savedViewsRepository } from './saved-views.repository.ts';
import { createSavedViewsService, type SavedViewsServiceDeps } from './saved-views.service.ts';

/** Views of the leads that members keep, and share with the team. */
export function createSavedViewsModule(deps: SavedViewsServiceDeps): ApiModule {
  const service = createSavedViewsService(deps);
  return {
    name: 'saved-views',
    routes: [
      route(savedViews.listViews, ({ actor }) => service.list(actor)),
      route(savedViews.createView, ({ actor, body }) => service.create(actor, body)),
      route(savedViews.updateView, ({ actor, params, body }) => service.update(actor, params.viewId, body)),
      route(savedViews.removeView, ({ actor, params }) => service.remove(actor, params.viewId)),
      route(savedViews.restoreView, ({ actor, params }) => service.restore(actor, params.viewId)),
      route(savedViews.arrangeViews, ({ actor, body }) => service.arrange(actor, body)),
    ],
    subscribers: [
      subscriber({
        id: 'saved-views.forget',
        event: MemberLeft,
        handle: ({ membershipId }) => savedViewsRepository.forget(membershipId),
      }),
    ],
  };
}
