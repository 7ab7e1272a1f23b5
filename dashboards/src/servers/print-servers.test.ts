/** Servers are read by names that they have, and nothing is scraped that nobody named. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { LAYER, type LayerName } from './layer.ts';
import { layerRules, printScrapes } from './print-servers.ts';
import { SYSTEMS } from './systems.ts';

/** What a server says, recorded or documented: its first line tells. */
function fixtureOf(id: string): string {
  return readFileSync(join(import.meta.dirname, `../fixtures/${id}.prom`), 'utf8');
}

describe.each(SYSTEMS.map((system) => [system.title, system] as const))(
  '%s',
  (_title, { id, reads }) => {
    const says = fixtureOf(id);
    const rules = layerRules.filter(({ system }) => system === id);

    it('has a text that says where it is from', () => {
      expect(says).toMatch(
        /^# origin: (documented, after .+|recorded from \S+ [\d.]+.*) \(\d{4}-\d\d-\d\d\)/,
      );
    });

    it('is read by expressions that parse', () => {
      const errors: string[] = [];
      for (const { expression } of rules) {
        parser.parse(expression).iterate({
          enter: ({ type, from, to }) => {
            if (type.isError) errors.push(`${expression}: ${expression.slice(from, to)}`);
          },
        });
      }
      expect(errors).toEqual([]);
      expect(rules.length).toBeGreaterThan(0);
    });

    it('says, for each measure, a name that is asked for', () => {
      const silent = Object.entries(reads).filter(([name, read]) => {
        const { kind } = LAYER[name as LayerName];
        const names = [read]
          .flat()
          .flatMap((expression) => expression.match(/[a-z][\w:]*[a-z\d](?=[^\w"(]|$)/g) ?? []);
        return !names.some((series) =>
          says.includes(`\n${kind === 'histogram' ? `${series}_bucket` : series}`),
        );
      });
      expect(silent).toEqual([]);
    });
  },
);

describe('what is scraped', () => {
  it('is what a file of targets names', () => {
    const jobs = parse(printScrapes()).scrape_configs as Record<string, unknown>[];
    expect(jobs.map((job) => job['job_name'])).toEqual(SYSTEMS.map(({ id }) => id));
    expect(jobs.filter((job) => 'static_configs' in job)).toEqual([]);
  });

  it('is one thing by one name', () => {
    const ids = SYSTEMS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
