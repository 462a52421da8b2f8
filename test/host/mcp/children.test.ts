import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { HERE, outputOf, withTools } from './odd-servers.ts';

const CANARIES = {
  HANDOFF_TOKEN: 'canary-1',
  HANDOFF_STATE_DIR: 'canary-2',
  AWS_SECRET_ACCESS_KEY: 'canary-3',
  NODE_OPTIONS: '--max-http-header-size=canary-4',
  SMTP_PASS: 'canary-5',
};
const environment = { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C.UTF-8', ...CANARIES };
const odd = { command: process.execPath, args: ['odd-server.mjs'] };

const alive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('the children of the engine', () => {
  it('see of the environment what is allowed and what was declared for them (T36)', () => {
    const env = { ORDERS_KEY: `\${env:SMTP_PASS}`, PLAIN: 'as it is', NESTED: `<\${env:TRICK}>` };
    return withTools(
      {
        environment: { ...environment, TRICK: `\${env:HANDOFF_TOKEN}` },
        servers: { other: odd, declared: { ...odd, env } },
      },
      async (tools) => {
        const seen = JSON.stringify(outputOf(await tools.on('environment', '{}', 'other')));
        assert.doesNotMatch(seen, /canary/);
        assert.match(seen, /C\.UTF-8/);
        const declared = outputOf(await tools.on('environment', '{}', 'declared')) as Record<string, string>;
        assert.equal(declared.ORDERS_KEY, 'canary-5');
        assert.equal(declared.PLAIN, 'as it is');
        assert.equal(declared.NESTED, `<\${env:HANDOFF_TOKEN}>`);
        assert.equal(declared.HANDOFF_TOKEN, undefined);
      },
    );
  });

  it('are not started while a variable they need is missing, which is named', () =>
    withTools(
      { environment, servers: { needy: { ...odd, env: { KEY: `\${env:NOT_THERE}` } } } },
      async (tools) => {
        const outcome = await tools.on('object', '{}', 'needy');
        assert.ok(outcome.kind === 'failed' && outcome.type === 'server-unreachable');
        assert.match(outcome.message, /NOT_THERE/);
      },
    ));

  it('start in the folder of the configuration', () =>
    withTools({}, async (tools) => {
      const { cwd } = outputOf(await tools.on('folder')) as { cwd: string };
      assert.equal(`${cwd}/`, HERE);
    }));

  it('are started with the first use, once, however many ask', () =>
    withTools({}, async (tools) => {
      assert.deepEqual(tools.starts(), []);
      await Promise.all([
        tools.ready(['odd']),
        tools.ready(['odd', 'nobody']),
        tools.on('object'),
        tools.on('list'),
      ]);
      assert.equal(tools.starts().length, 1);
    }));

  it('are given up on when they do not answer the handshake in time', () =>
    withTools(
      { timeouts: { connect: 200 }, servers: { deaf: { ...odd, args: ['odd-server.mjs', 'deaf'] } } },
      async (tools) => {
        await tools.ready(['deaf']);
        assert.equal(tools.describe('deaf', 'object'), undefined);
      },
    ));

  it('have ended when closing is done', () =>
    withTools({}, async (tools) => {
      await tools.ready(['odd']);
      const [pid = 0] = tools.starts();
      assert.ok(alive(pid));
      await tools.close();
      assert.ok(!alive(pid));
      const after = await tools.on('object');
      assert.ok(after.kind === 'failed');
      assert.equal(tools.starts().length, 1);
    }));

  it('end with an engine that is killed with -9 (F1)', async () => {
    const witness = createServer().listen(0, '127.0.0.1');
    await once(witness, 'listening');
    const { port } = witness.address() as AddressInfo;
    const engine = spawn(process.execPath, ['--import', 'tsx', 'lone-engine.ts'], {
      cwd: HERE,
      env: { ...process.env, WITNESS: String(port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [[child]] = (await Promise.all([once(witness, 'connection'), once(engine.stdout, 'data')])) as [
      [Socket],
      unknown,
    ];
    engine.kill('SIGKILL');
    await once(child.resume(), 'close');
    assert.ok(child.destroyed);
    witness.close();
  });

  it('follow a changed definition, and go when theirs is removed', async () => {
    const servers: Record<string, typeof odd & { env?: Record<string, string> }> = {};
    await withTools({}, async ({ folder }) => {
      const { mcpTools } = await import('../../../engine/host/mcp/mcp-tools.ts');
      const tools = mcpTools({ servers: () => servers, cwd: HERE });
      const call = { server: 'odd', tool: 'environment', arguments: '{}', effect: 'read' } as const;
      try {
        servers.odd = { ...odd, env: { WHICH: 'first', LEDGER: `${folder}/ledger` } };
        assert.equal((outputOf(await tools.call(call, '1')) as { WHICH: string }).WHICH, 'first');
        servers.odd = { ...odd, env: { WHICH: 'second' } };
        assert.equal((outputOf(await tools.call(call, '2')) as { WHICH: string }).WHICH, 'second');
        delete servers.odd;
        assert.equal((await tools.call(call, '3')).kind, 'failed');
      } finally {
        await tools.close();
      }
    });
  });

  it('may speak only the newest revision of the protocol', () =>
    withTools(
      { servers: { modern: { command: process.execPath, args: ['modern-server.mjs'] } } },
      async (tools) => {
        assert.deepEqual(outputOf(await tools.on('double', '{"of":4}', 'modern')), { double: 8 });
      },
    ));
});
