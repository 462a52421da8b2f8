// Runs the snapshot worker from source, where tsx does not reach into threads by itself. Bundles do not contain it.
import { register } from 'tsx/esm/api';

register();
await import('./snapshot-worker.ts');
