export { createCouponsModule } from './coupons.module.ts';
export type { CouponsService, CouponUse } from './coupons.service.ts';
