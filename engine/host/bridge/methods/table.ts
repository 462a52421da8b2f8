import { conversationMethods } from './conversations.ts';
import { engineMethods } from './engine.ts';
import { handoffMethods } from './handoffs.ts';
import { helloMethods } from './hello.ts';
import type { Handlers } from './method.ts';
import { reviewMethods } from './reviews.ts';
import { runMethods } from './runs.ts';

export const HANDLERS: Handlers = {
  ...helloMethods,
  ...conversationMethods,
  ...handoffMethods,
  ...reviewMethods,
  ...runMethods,
  ...engineMethods,
};
