import { jest } from '@jest/globals';

// A deadline for what hangs, not a measure of speed: each step in the browser gives up long before, and says what it waited for.
jest.setTimeout(300_000);
