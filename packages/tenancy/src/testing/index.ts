export { installDriverProbe, type DriverProbe, type ProbeViolation } from './driver-probe.ts';
