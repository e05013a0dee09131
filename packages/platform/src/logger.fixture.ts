import { createLogger } from './logger.ts';

/** Says two lines and ends, the way that its argument names: what a log keeps of a process that is gone. */
const endings: Readonly<Record<string, () => void>> = {
  'by itself': () => undefined,
  'by an error': () => {
    throw new Error('ended by an error');
  },
  'by exit': () => process.exit(),
  'by SIGKILL after a fatal line': () => {
    logger.fatal('third');
    process.kill(process.pid, 'SIGKILL');
  },
  'by SIGKILL half a second later': () => setTimeout(() => process.kill(process.pid, 'SIGKILL'), 500),
};

const logger = createLogger({ service: 'fixture', level: 'info' });
logger.info('first');
setTimeout(() => {
  logger.info('second');
  endings[process.argv[2] ?? '']?.();
}, 1);
