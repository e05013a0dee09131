export { earlyPrices, type EarlyPrices, type EarlyUse } from './early-prices.ts';
export { createEarlyPricesModule } from './early-prices.module.ts';
