/** `handoff …` as a child process with piped lines, and a temporary copy of the refund example for it. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type RefundWorkspace,
  type RefundWorkspaceOptions,
  refundWorkspace,
} from '../support/refund-workspace.ts';
import { commandLine } from '../support/serve.ts';

export interface Child {
  type(line: string): void;
  endInput(): void;
  interrupt(): void;
  /** Resolves with the match, counted from where the one before it ended; rejects where the process ends first. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves with everything it wrote, standard error last. */
  readonly ended: Promise<{ code: number | null; output: string; errors: string }>;
}

export interface Place {
  readonly workspace: RefundWorkspace;
  readonly stateDir: string;
  /** Amounts that the payments server has paid, oldest first. */
  paid(): number[];
  /** Runs `handoff` with these arguments; its input is a pipe. */
  run(...args: string[]): Child;
  /** The same with its input closed, as `</dev/null` does. */
  runAlone(...args: string[]): Child['ended'];
  remove(): void;
}

export function place(options: RefundWorkspaceOptions = {}): Place {
  const workspace = refundWorkspace(options);
  const stateDir = mkdtempSync(path.join(tmpdir(), 'handoff-state-'));
  const { HANDOFF_TOKEN: _, ...inherited } = process.env;
  const env = { ...inherited, HANDOFF_STATE_DIR: stateDir };
  const run = (...args: string[]): Child => childOf(args, env);
  return {
    workspace,
    stateDir,
    paid: () => workspace.refunds().map(({ amount }) => amount),
    run,
    runAlone(...args) {
      const child = run(...args);
      child.endInput();
      return child.ended;
    },
    remove() {
      workspace.remove();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

function childOf(args: readonly string[], env: NodeJS.ProcessEnv): Child {
  const child = spawn(process.execPath, [...commandLine(), ...args], { env });
  let output = '';
  let errors = '';
  let cursor = 0;
  let hasEnded = false;
  const looks = new Set<() => void>();
  const lookAgain = () => {
    for (const look of [...looks]) look();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    lookAgain();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
    child.once('close', (code) => {
      hasEnded = true;
      lookAgain();
      resolve({ code, output, errors });
    });
  });
  return {
    ended,
    type: (line) => {
      child.stdin.write(`${line}\n`);
    },
    endInput: () => {
      child.stdin.end();
    },
    interrupt: () => {
      child.kill('SIGINT');
    },
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(output.slice(cursor));
          if (!found && !hasEnded) return;
          looks.delete(look);
          if (!found) {
            reject(new Error(`${pattern} was never shown:\n${output}\n${errors}`));
            return;
          }
          cursor += found.index + found[0].length;
          resolve(found);
        };
        looks.add(look);
        look();
      }),
  };
}
