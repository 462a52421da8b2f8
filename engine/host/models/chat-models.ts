/**
 * The Models port over the chat completions of any OpenAI-compatible server. What speaks HTTP is loaded with the first
 * question.
 *
 * Invariants
 * 1. `ask` never rejects, and no outcome holds a key (T9): `${env:NAME}` is resolved here and goes to the server alone.
 * 2. Nothing is sent in clear over a network: addresses are https, or of this machine.
 */
import type { Model } from '../../../schemas/generated/config.ts';
import type { Models } from '../../run/ports.ts';
import { type Environment, MissingVariable, resolveReferences } from '../env-reference.ts';

export interface ChatModelsOptions {
  /** `models` of the configuration in force, asked at every question. */
  models: () => Readonly<Record<string, Model>>;
  /** Where `${env:NAME}` is looked up; the process's own by default. */
  environment?: Environment;
  /** Milliseconds for one answer; two minutes by default. */
  timeoutMs?: number;
}

export interface ChatModels extends Models {
  /** Gives up questions under way; they may be asked again. */
  close(): void;
}

const TIMEOUT_MS = 120_000;

export function chatModels({
  models,
  environment = process.env,
  timeoutMs = TIMEOUT_MS,
}: ChatModelsOptions): ChatModels {
  const closing = new AbortController();
  return {
    close: () => closing.abort(),
    ask: async (request) => {
      const configured = models();
      const model = Object.hasOwn(configured, request.model) ? configured[request.model] : undefined;
      if (!model) return unusable(`no model "${request.model}" stands under models in handoff.config.json`);
      try {
        const { baseUrl, apiKey } = model;
        const address = addressOf(resolveReferences(baseUrl, environment));
        if (typeof address === 'string')
          return unusable(`the address of the model "${request.model}" ${address}`);
        const key = apiKey === undefined ? undefined : resolveReferences(apiKey, environment);
        const { complete } = await import('./complete.ts');
        return await complete(
          { address, key, name: model.model, timeoutMs, closing: closing.signal },
          request,
        );
      } catch (error) {
        if (error instanceof MissingVariable) return unusable(error.message);
        return unusable(`the model "${request.model}" cannot be asked`);
      }
    },
  };
}

function unusable(message: string) {
  return { kind: 'failed' as const, type: 'config', message, retry: false };
}

/** Where questions go, or what is wrong with the configured address. */
function addressOf(baseUrl: string): URL | string {
  if (!URL.canParse(baseUrl)) return 'cannot be read';
  const url = new URL(baseUrl);
  if (url.username !== '' || url.password !== '') return 'may hold no password: write it under apiKey';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    return 'has to begin with https://, or be on this machine';
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/chat/completions`;
  url.hash = '';
  return url;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
