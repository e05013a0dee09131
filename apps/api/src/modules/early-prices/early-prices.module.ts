import { earlyPrices } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createEarlyPrices, type EarlyPricesDeps } from './early-prices.service.ts';

/** What seats and offers cost whoever comes early. */
export function createEarlyPricesModule(deps: EarlyPricesDeps): ApiModule {
  const service = createEarlyPrices(deps);
  return {
    name: 'early-prices',
    routes: [
      route(earlyPrices.listEarlyPrices, ({ params }) => service.list(params.sessionId)),
      route(earlyPrices.saveEarlyPrice, ({ params, body }) => service.save(params.sessionId, body.offerId, body.early)),
    ],
  };
}
