/** A real Kafka, from Maven, on free ports of the loopback. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from './binaries.ts';
import { freePorts } from './stack.ts';

/** A broker that runs. */
export interface Kafka {
  /** Host and port. */
  readonly broker: string;
  readonly stop: () => Promise<void>;
}

const recipe = join(import.meta.dirname, 'recipes/kafka/pom.xml');
const DOWNLOAD_LIMIT_MILLIS = 300_000;
const START_LIMIT_MILLIS = 60_000;

/** Why it cannot be started; `undefined` when it can. Downloads it where that was not done before. */
export function whyNoKafka(): string | undefined {
  if (spawnSync('java', ['-version']).status !== 0) return 'there is no Java';
  if (existsSync(libraries())) return undefined;
  const work = mkdtempSync(join(tmpdir(), 'spanwise-kafka-'));
  cpSync(recipe, join(work, 'pom.xml'));
  const { status } = spawnSync(
    'mvn',
    ['-B', '-q', 'dependency:copy-dependencies', '-DoutputDirectory=lib'],
    { cwd: work, timeout: DOWNLOAD_LIMIT_MILLIS, stdio: 'ignore' },
  );
  if (status === 0) {
    mkdirSync(join(libraries(), '..'), { recursive: true });
    cpSync(join(work, 'lib'), `${libraries()}.new`, { recursive: true });
    renameSync(`${libraries()}.new`, libraries());
  }
  rmSync(work, { recursive: true, force: true });
  return status === 0 ? undefined : 'Maven could not fetch it';
}

function libraries(): string {
  const hash = createHash('sha256').update(readFileSync(recipe)).digest('hex').slice(0, 12);
  return join(cacheFolder(), `kafka-${hash}`, 'lib');
}

/** @throws {Error} with what it wrote, when it does not start. */
export async function startKafka(): Promise<Kafka> {
  const data = mkdtempSync(join(tmpdir(), 'spanwise-kafka-'));
  const [port, controller] = await freePorts(2);
  const broker = `127.0.0.1:${port}`;
  const properties = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    listeners: `PLAINTEXT://${broker},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://${broker}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(data, 'log'),
    'message.max.bytes': 4_194_304,
    'num.partitions': 4,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
  };
  const file = join(data, 'kraft.properties');
  writeFileSync(
    file,
    Object.entries(properties)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  const classpath = ['-cp', join(libraries(), '*')];
  const tool = (args: readonly string[]): string =>
    spawnSync('java', [...classpath, 'kafka.tools.StorageTool', ...args], { encoding: 'utf8' })
      .stdout;
  tool(['format', '-t', tool(['random-uuid']).trim(), '-c', file]);
  const child = spawn(
    'java',
    ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', ...classpath, 'kafka.Kafka', file],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = once(child, 'exit');
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    // Its data go with it: nothing has to be written down in order.
    kill();
    await ended;
    process.off('exit', kill);
    rmSync(data, { recursive: true, force: true });
  };
  let written = '';
  const isStarted = await new Promise<boolean>((resolve) => {
    const listen = (text: Buffer): void => {
      written = (written + String(text)).slice(-10_000);
      if (written.includes('Kafka Server started')) resolve(true);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then(() => resolve(false));
    AbortSignal.timeout(START_LIMIT_MILLIS).addEventListener('abort', () => resolve(false));
  });
  if (isStarted) return { broker, stop };
  await stop();
  throw new Error(`Kafka did not start: ${written}`);
}
