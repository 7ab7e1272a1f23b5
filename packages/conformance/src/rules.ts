/** The rules of the checker. */

/** One rule. */
export interface Rule {
  /** What a finding means: broken, could be better, or worth knowing. */
  readonly level: 'violation' | 'improvement' | 'information';
  /** Present when the rule is that strict only for what Spanwise records; for others it is an improvement. */
  readonly ours?: true;
  /** What must hold. */
  readonly says: string;
}

/** Id of a rule. */
export type RuleId =
  | 'attribute-deprecated'
  | 'attribute-needless'
  | 'attribute-of-other-set'
  | 'attribute-type'
  | 'attribute-unknown'
  | 'attribute-value-unknown'
  | 'content-base64'
  | 'content-finish-reason'
  | 'content-not-structured'
  | 'content-shape'
  | 'content-tool-value'
  | 'event-body'
  | 'event-deprecated'
  | 'event-missing-required'
  | 'event-severity'
  | 'event-unknown'
  | 'metric-attribute'
  | 'metric-buckets'
  | 'metric-deprecated'
  | 'metric-identity'
  | 'metric-instrument'
  | 'metric-missing-required'
  | 'metric-of-other-set'
  | 'metric-operation'
  | 'metric-unit'
  | 'metric-unknown'
  | 'span-error-type-missing'
  | 'span-error-type-without-error'
  | 'span-exception-event'
  | 'span-kind'
  | 'span-missing-expected'
  | 'span-missing-required'
  | 'span-name'
  | 'span-operation-unknown'
  | 'span-status-ok'
  | 'span-tenant-unscoped';

/** All rules by id. */
export const RULES: Readonly<Record<RuleId, Rule>> = {
  'attribute-deprecated': {
    level: 'violation',
    says: 'An attribute has its newest name in the set of names that is checked.',
  },
  'attribute-needless': {
    level: 'improvement',
    says: 'An attribute that says what its absence says is left out.',
  },
  'attribute-of-other-set': {
    level: 'violation',
    says: 'An attribute has the name that the set of names gives it.',
  },
  'attribute-type': {
    level: 'violation',
    says: 'The value of an attribute has the type that the registry gives.',
  },
  'attribute-unknown': {
    level: 'violation',
    says: 'A name in a namespace that the registry covers is in the registry.',
  },
  'attribute-value-unknown': {
    level: 'information',
    says: 'The value of an enumeration is a known one; other values are allowed.',
  },
  'content-base64': {
    level: 'violation',
    ours: true,
    says: 'Content carries no base64 longer than 1 KiB.',
  },
  'content-finish-reason': {
    level: 'improvement',
    says: 'A finish reason is spelled as upstream spells it.',
  },
  'content-not-structured': {
    level: 'violation',
    says: 'Content on a log record is structured, not a JSON string.',
  },
  'content-shape': {
    level: 'violation',
    says: 'Messages, instructions, tool definitions, documents and memory records have the shape of their schema.',
  },
  'content-tool-value': {
    level: 'improvement',
    says: "A tool's arguments and result are objects.",
  },
  'event-body': { level: 'improvement', says: 'A GenAI event carries attributes and no body.' },
  'event-deprecated': {
    level: 'violation',
    says: 'Messages are attributes; the old events for each message are not sent.',
  },
  'event-missing-required': {
    level: 'violation',
    says: 'An event has the attributes that it must have.',
  },
  'event-severity': {
    level: 'improvement',
    says: 'An event has the severity that upstream asks for.',
  },
  'event-unknown': {
    level: 'violation',
    says: 'An event in a namespace that the registry covers is in the registry.',
  },
  'metric-attribute': {
    level: 'violation',
    says: 'A point has only attributes that its metric lists.',
  },
  'metric-buckets': {
    level: 'violation',
    says: 'A histogram has the bucket boundaries that upstream advises.',
  },
  'metric-deprecated': {
    level: 'violation',
    says: 'A metric has its newest name in the set of names that is checked.',
  },
  'metric-identity': {
    level: 'violation',
    says: 'Ids of users, sessions, conversations and prompts are never on metrics.',
  },
  'metric-instrument': {
    level: 'violation',
    says: 'A metric is recorded by the instrument that the registry gives.',
  },
  'metric-missing-required': {
    level: 'violation',
    says: 'A point has the attributes that it must have.',
  },
  'metric-of-other-set': {
    level: 'violation',
    says: 'A metric has the name that the set of names gives it.',
  },
  'metric-operation': {
    level: 'violation',
    says: 'The duration of an inference has a metric of its own.',
  },
  'metric-unit': { level: 'violation', says: 'A metric has the unit that the registry gives.' },
  'metric-unknown': {
    level: 'violation',
    says: 'A metric in a namespace that the registry covers is in the registry.',
  },
  'span-error-type-missing': { level: 'violation', says: 'A span that failed has error.type.' },
  'span-error-type-without-error': {
    level: 'violation',
    says: 'A span with error.type has the status error.',
  },
  'span-exception-event': {
    level: 'information',
    says: 'An exception is a log record, not an event of the span.',
  },
  'span-kind': { level: 'violation', says: 'A span has the kind of its operation.' },
  'span-missing-expected': {
    level: 'improvement',
    says: 'A span has the attributes that can be expected of it.',
  },
  'span-missing-required': {
    level: 'violation',
    says: 'A span has the attributes that it must have.',
  },
  'span-name': { level: 'violation', says: 'A span is named by the rule of its operation.' },
  'span-operation-unknown': {
    level: 'violation',
    says: 'gen_ai.operation.name is an operation that the registry has.',
  },
  'span-status-ok': {
    level: 'violation',
    ours: true,
    says: 'An instrumentation leaves the status unset on success; OK is for the application.',
  },
  'span-tenant-unscoped': {
    level: 'improvement',
    says: 'A call of a vector store that runs for a tenant is limited to it.',
  },
};
