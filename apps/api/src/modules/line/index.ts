export { createLineModule, type LineModuleDeps } from './line.module.ts';
export type { LineLeaderboard } from './line.leaderboard.ts';
export type { LineSimulation } from './line.simulation.ts';
export type { LineService, LineSettingsReader } from './line.service.ts';
export { broughtBy, standingAt, type StandingMember } from './line.heat.repository.ts';
export { nameMembers } from './line.repository.ts';
export type { LineMemberRow, LinePlaceRow, Sponsorship } from './line.repository.ts';
export type { HeldPlace, LineMerging, PlaceHolder, Settled } from './line.merging.ts';
export type { LineFeed } from './line.feed.ts';
