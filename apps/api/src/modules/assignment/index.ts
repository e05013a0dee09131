export { createAssignmentModule, type AssignmentModule, type AssignmentModuleDeps } from './assignment.module.ts';
export type { HandOvers } from './by-hand.service.ts';
export { assignmentTeam, type TeamMember } from './candidates.ts';
export { decisionsOfLead } from './decisions.timeline.repository.ts';
export { mergingDecisions } from './decisions.merging.repository.ts';
export { type CallTeam } from './call-team.ts';
