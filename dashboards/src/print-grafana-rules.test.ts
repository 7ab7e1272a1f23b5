/** The rules for Grafana are those for Prometheus, in the shape that its provisioning asks for. */
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { boards } from './boards.ts';
import { printGrafanaRules } from './print-grafana-rules.ts';
import { shippedMinutes } from './print-rules.ts';
import { alertingRules } from './rules.ts';

interface GrafanaRule {
  readonly uid: string;
  readonly title: string;
  readonly condition: string;
  readonly for: string;
  readonly data: readonly {
    readonly refId: string;
    readonly datasourceUid: string;
    readonly model: { readonly expr?: string; readonly expression?: string };
  }[];
  readonly annotations: Readonly<Record<string, string>>;
}

const [group] = parse(printGrafanaRules()).groups as { rules: GrafanaRule[] }[];
const rules = group!.rules;

describe('the rules that Grafana evaluates', () => {
  it('are all alerts, with their expressions and times', () => {
    expect(rules.map(({ title, data, for: time }) => [title, data[0]!.model.expr, time])).toEqual(
      alertingRules(shippedMinutes).map(({ alert, expression, for: time }) => [
        alert,
        expression,
        time,
      ]),
    );
  });

  it('have ids of their own that Grafana takes', () => {
    const uids = rules.map(({ uid }) => uid);
    expect(new Set(uids).size).toBe(uids.length);
    expect(uids.filter((uid) => !/^[a-z0-9_-]{1,40}$/.test(uid))).toEqual([]);
  });

  it('decide by a query that they have', () => {
    for (const { condition, data } of rules) {
      const ids = data.map(({ refId }) => refId);
      expect(ids).toContain(condition);
      const { model } = data.find(({ refId }) => refId === condition)!;
      expect(ids).toContain(model.expression);
    }
  });

  it('lead to boards that exist', () => {
    const uids = new Set(boards.map(({ uid }) => uid));
    const named = rules.map(({ annotations }) => annotations['__dashboardUid__']!);
    expect(named.filter((uid) => !uids.has(uid))).toEqual([]);
  });
});
