export { createAvailabilityModule } from './availability.module.ts';
export {
  availabilityRepository,
  callTypesRepository,
  type CallType,
  type StoredAvailability,
} from './availability.repository.ts';
