/** Where a value of a board leads: to traces in Jaeger, to log records in Loki, to another board. */
import type { BoardLink } from './board.ts';

/** An address of Grafana's Explore with one query, for the time that the board shows. */
function explore(datasource: string, query: Readonly<Record<string, string>>): string {
  const panes = {
    a: {
      datasource,
      queries: [{ refId: 'A', datasource: { uid: datasource }, ...query }],
      range: { from: '${__from}', to: '${__to}' },
    },
  };
  // Variables are filled in by Grafana, and only where they are written as they are.
  const text = encodeURIComponent(JSON.stringify(panes)).replaceAll(
    /%24%7B([^%]+(?:%3A[^%]+)?)%7D/g,
    (_found, name: string) => `\${${decodeURIComponent(name)}}`,
  );
  return `/explore?schemaVersion=1&panes=${text}`;
}

/** The traces of a service with these tags: values, or fields of the row such as `${__data.fields.job}`. */
export function toTraces(
  title: string,
  service: string,
  tags: Readonly<Record<string, string>>,
): BoardLink {
  return {
    title,
    url: explore('${jaeger_datasource}', {
      queryType: 'search',
      service,
      tags: Object.entries(tags)
        .map(([name, value]) => `${name}=${value}`)
        .join(' '),
      limit: '20',
    }),
  };
}

/** Another board, with the same time and variables, and further ones. */
export function toBoard(
  title: string,
  uid: string,
  variables: Readonly<Record<string, string>> = {},
): BoardLink {
  const further = Object.entries(variables).map(([name, value]) => `&var-${name}=${value}`);
  return { title, url: `/d/${uid}?\${__url_time_range}&\${__all_variables}${further.join('')}` };
}
