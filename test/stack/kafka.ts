/** A real Kafka, from Maven, on free ports of the loopback. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderOf, startServer, whyNotFetched, type JavaRecipe } from './java-server.ts';
import { freePorts } from './stack.ts';

/** A broker that runs. */
export interface Kafka {
  /** Host and port. */
  readonly broker: string;
  readonly stop: () => Promise<void>;
}

const pom = readFileSync(join(import.meta.dirname, 'recipes/kafka/pom.xml'), 'utf8');
const recipe: JavaRecipe = {
  name: 'kafka',
  fetch: ['dependency:copy-dependencies', '-DoutputDirectory=out'],
  pom,
};

/** Why it cannot be started; `undefined` when it can. Fetches it where that was not done before. */
export function whyNoKafka(): string | undefined {
  return whyNotFetched(recipe);
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
  const classpath = ['-cp', join(folderOf(recipe), '*')];
  const tool = (args: readonly string[]): string =>
    spawnSync('java', [...classpath, 'kafka.tools.StorageTool', ...args], { encoding: 'utf8' })
      .stdout;
  tool(['format', '-t', tool(['random-uuid']).trim(), '-c', file]);
  const memory = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const stop = await startServer({
    name: 'Kafka',
    command: 'java',
    words: [...memory, ...classpath, 'kafka.Kafka', file],
    started: /Kafka Server started/,
    data,
  });
  return { broker, stop };
}
