/** The names of everything Spanwise records, and the tables that say how it is recorded. */
export * from './attributes.gen.ts';
export * from './events.gen.ts';
export * from './metrics.gen.ts';
export * from './name-sets.gen.ts';
export * from './operations.gen.ts';
export type {
  EventSpec,
  MetricSpec,
  NameSet,
  NameSetId,
  OperationSpec,
  OperationTable,
  RequirementLevel,
  TokenUsageSpec,
} from './tables.ts';
