/** Asks before unsaved changes are left. */
export { useNavigationGuard as useLeaveGuard } from '../../../shared/lib/navigation-guard.ts';
