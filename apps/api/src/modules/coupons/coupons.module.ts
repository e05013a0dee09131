import { coupons } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { couponsRepository } from './coupons.repository.ts';
import { createCouponsService, type CouponsService, type CouponsServiceDeps } from './coupons.service.ts';

/** Codes by which something costs less. */
export function createCouponsModule(
  deps: Omit<CouponsServiceDeps, 'repository'>,
): ApiModule & { readonly service: CouponsService } {
  const service = createCouponsService({ ...deps, repository: couponsRepository });
  return {
    name: 'coupons',
    service,
    routes: [
      route(coupons.listCoupons, () => service.list()),
      route(coupons.createCoupon, ({ body }) => service.create(body)),
      route(coupons.endCoupon, ({ params }) => service.end(params.couponId)),
    ],
  };
}
