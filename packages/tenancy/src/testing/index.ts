export { modelOfCollection } from '../registry.ts';
export { installDriverProbe, probeEveryClient, type DriverProbe, type ProbeViolation } from './driver-probe.ts';
