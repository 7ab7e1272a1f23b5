/** Prints saved searches as saved objects, one a line, for the import of Kibana and of OpenSearch Dashboards. */
import { fieldOf, searches, type Documents, type SavedSearch } from './searches.ts';

/** Whose page imports them. */
export type Page = 'elasticsearch' | 'opensearch';

/** What the documents are called in each store, and the fields in which it differs. */
const STORES = {
  elasticsearch: {
    traces: { pattern: 'traces-*.otel-*', time: '@timestamp', name: 'name' },
    logs: { pattern: 'logs-*.otel-*', time: '@timestamp', name: 'body.text' },
  },
  opensearch: {
    // The exporter leaves the time stamp of a span empty.
    traces: { pattern: 'ss4o_traces-spanwise-*', time: 'startTime', name: 'name' },
    logs: { pattern: 'ss4o_logs-spanwise-*', time: '@timestamp', name: 'body' },
  },
} as const;
/** The name by which a search says which pattern it asks. */
const REFERENCE = 'kibanaSavedObjectMeta.searchSourceJSON.index';

function patternId(documents: Documents): string {
  return `spanwise-${documents}`;
}

function printPattern(page: Page, documents: Documents): object {
  const { pattern, time } = STORES[page][documents];
  return {
    type: 'index-pattern',
    id: patternId(documents),
    attributes: { title: pattern, timeFieldName: time },
    references: [],
  };
}

function printSearch(page: Page, { id, title, asks, of, query, columns }: SavedSearch): object {
  const { time, name } = STORES[page][of];
  const source = {
    query: { query, language: 'lucene' },
    filter: [],
    indexRefName: REFERENCE,
  };
  return {
    type: 'search',
    id,
    attributes: {
      title: `Spanwise: ${title}`,
      description: asks,
      columns: [name, ...columns.map(fieldOf)],
      sort: [[time, 'desc']],
      kibanaSavedObjectMeta: { searchSourceJSON: JSON.stringify(source) },
    },
    references: [{ type: 'index-pattern', id: patternId(of), name: REFERENCE }],
  };
}

/** The objects, each a line. */
export function printSearches(page: Page): string {
  const objects = [
    ...(['traces', 'logs'] as const).map((documents) => printPattern(page, documents)),
    ...searches.map((search) => printSearch(page, search)),
  ];
  return objects.map((object) => `${JSON.stringify(object)}\n`).join('');
}
