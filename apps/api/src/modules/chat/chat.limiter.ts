import type { Redis } from 'ioredis';
import { createPersonLimit, type PersonLimit } from '../../realtime/person-limit.ts';

/** 5 messages and questions in 5 seconds per person and room. */
export const createChatLimiter = (redis: Redis): PersonLimit =>
  createPersonLimit(redis, { deed: 'chat', points: 5, perSeconds: 5 });

/** 20 votes in 10 seconds: somebody reads a list of questions and means several of them. */
export const createVoteLimiter = (redis: Redis): PersonLimit =>
  createPersonLimit(redis, { deed: 'vote', points: 20, perSeconds: 10 });
