/** What a board is: rows of panels, each with the question that it answers. */

/** Where a query is asked. */
export type Store = 'prometheus' | 'loki';

/** One query of a panel. */
export interface BoardQuery {
  readonly expression: string;
  /** How its series are named: text with `{{label}}`. Absent in tables, which show the labels. */
  readonly legend?: string;
  /** Shows the traces that are examples of its points. */
  readonly exemplars?: boolean;
}

/** One panel. */
export interface BoardPanel {
  readonly title: string;
  /** The question that it answers, as a sentence with a question mark. */
  readonly asks: string;
  /** What to do when the answer is bad. */
  readonly advice: string;
  /** Why it may be empty although nothing is broken. Absent: with traffic, it has data. */
  readonly emptyWhen?: string;
  readonly kind: 'stat' | 'timeseries' | 'stacked' | 'table' | 'heatmap' | 'logs';
  /** Grafana's id of the unit. */
  readonly unit: string;
  readonly store?: Store;
  readonly queries: readonly BoardQuery[];
  /** Of 24 columns. Default: 12, a stat 4. */
  readonly width?: number;
  /** Where a row of a table, or a series, leads; of log records, where the panel leads. */
  readonly links?: readonly BoardLink[];
}

/** A way from a value to what is behind it. */
export interface BoardLink {
  readonly title: string;
  readonly url: string;
}

/** A row of panels under one heading. */
interface BoardRow {
  readonly title: string;
  readonly panels: readonly BoardPanel[];
}

/** A board. */
export interface Board {
  /** Stays the same for ever: links and bookmarks hold it. */
  readonly uid: string;
  readonly title: string;
  /** The question that the whole board answers. */
  readonly asks: string;
  readonly variables: readonly (BoardVariable | TextVariable)[];
  readonly rows: readonly BoardRow[];
}

/** A variable whose value a reader of the board types. */
export interface TextVariable {
  readonly name: string;
  readonly label: string;
}

/** A variable whose values a reader of the board chooses. */
export interface BoardVariable extends TextVariable {
  readonly store: Store;
  /** The attribute's or label's name in the store. */
  readonly of: string;
  /** Series that have it. Absent in Loki. */
  readonly series?: string;
  /** What is matched when all are chosen: `.+` where every series has the label, else `.*`. */
  readonly all: '.+' | '.*';
  /** One value alone, and not all: where a store can be asked for one. */
  readonly single?: boolean;
}
