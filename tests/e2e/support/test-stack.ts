import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, ROOT, Stack, type StackOptions } from '@gatewayops/tool-launcher';
import { Organization } from './organization.js';

/** Engines that had to be fetched are kept here, for all test files and runs of this checkout. */
const CACHE_DIR = join(ROOT, 'node_modules', '.cache', 'gatewayops');

/** A whole GatewayOps of a test file's own: own ports, own data, gone at the end. */
export class TestStack {
  private constructor(
    readonly stack: Stack,
    private readonly folder: string,
  ) {}

  static async start(
    options: Pick<StackOptions, 'environment' | 'everything' | 'services' | 'web'> = {},
  ): Promise<TestStack> {
    const folder = await mkdtemp(join(tmpdir(), 'gatewayops-e2e-'));
    try {
      const stack = await Stack.start({
        dataDir: folder,
        cacheDir: CACHE_DIR,
        ports: await freePorts(),
        logLevel: 'warn',
        restart: false,
        everything: true,
        ...options,
        // How keys are hashed is tested elsewhere; at the default it takes a good part of the time of these tests.
        environment: { ...options.environment, auth: { BCRYPT_COST: '10', ...options.environment?.auth } },
      });
      return new TestStack(stack, folder);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** A new organisation, as its administrator sees it. */
  createOrganization(name: string, limits?: { rps: number; burst: number }): Promise<Organization> {
    const { stack } = this;
    return Organization.create(
      {
        auth: stack.urlOf('auth'),
        cost: stack.urlOf('cost'),
        trace: stack.urlOf('trace'),
        gateway: stack.urlOf('gateway'),
      },
      stack.secrets.adminToken,
      name,
      limits,
    );
  }

  async stop(): Promise<void> {
    await this.stack.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
