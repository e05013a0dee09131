export { mergingFollowUps } from './follow-ups.merging.repository.ts';
export { createFollowUpsModule, type FollowUpsModule, type FollowUpsModuleDeps } from './follow-ups.module.ts';
