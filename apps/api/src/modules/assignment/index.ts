export { createAssignmentModule, type AssignmentModule, type AssignmentModuleDeps } from './assignment.module.ts';
export { assignmentTeam, type TeamMember } from './candidates.ts';
