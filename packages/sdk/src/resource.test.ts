import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageName } from '@spanwise/otlp';
import { containerId } from './resource.ts';

const ID = 'f'.repeat(12) + '0123456789abcdef'.repeat(3) + '0000';

describe('containerId', () => {
  it.each([
    [
      'Docker, cgroup v2',
      '/proc/self/mountinfo',
      `643 612 8:1 /var/lib/docker/containers/${ID}/hostname /etc/hostname rw - ext4 /dev/sda1 rw`,
    ],
    [
      'Podman, cgroup v2',
      '/proc/self/mountinfo',
      `98 90 0:24 /containers/overlay-containers/${ID}/userdata/resolv.conf /etc/resolv.conf rw - tmpfs tmpfs rw`,
    ],
    ['Docker, cgroup v1', '/proc/self/cgroup', `12:pids:/docker/${ID}\n11:cpu:/docker/${ID}`],
    [
      'Kubernetes, systemd',
      '/proc/self/cgroup',
      `0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-${ID}.scope`,
    ],
  ])('is read as %s writes it', (_name, wanted, text) => {
    expect(containerId((file) => (file === wanted ? text : ''))).toBe(ID);
  });

  it('is absent outside a container and where the files cannot be read', () => {
    expect(containerId(() => '0::/user.slice/session-1.scope')).toBeUndefined();
    expect(
      containerId(() => {
        throw new Error('ENOENT');
      }),
    ).toBeUndefined();
  });
});

describe('packageName', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'spanwise-resource-'));
    mkdirSync(join(root, 'app/src'), { recursive: true });
    mkdirSync(join(root, 'node_modules/next/bin'), { recursive: true });
    writeFileSync(join(root, 'package.json'), '{"name":"the-app"}');
    writeFileSync(join(root, 'app/package.json'), '{"type":"module"}');
    writeFileSync(join(root, 'node_modules/next/package.json'), '{"name":"next"}');
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('is that of the nearest manifest that has a name', () => {
    expect(packageName(join(root, 'app/src/main.js'))).toBe('the-app');
  });

  it('is that of the working directory when the main file is an installed tool', () => {
    expect(packageName(join(root, 'node_modules/next/bin/next'), join(root, 'app'))).toBe(
      'the-app',
    );
  });

  it('survives a manifest that is no JSON', () => {
    writeFileSync(join(root, 'app/src/package.json'), '{');
    expect(packageName(join(root, 'app/src/main.js'))).toBe('the-app');
  });
});
