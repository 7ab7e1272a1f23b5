/** How one dialect is read: the shape of the tables that are printed from `registry/dialects/readers/`. */

/** Where a value of a newest name comes from, when no attribute has just another name. */
export interface ReaderValue {
  /** Their attribute. */
  readonly from?: string | undefined;
  /** Attributes `indexed.0.…`, `indexed.1.…` that are an unfolded array. */
  readonly indexed?: string | undefined;
  /** Path that each item of the array has in front of its value. */
  readonly inner?: string | undefined;
  /** Their values to ours; `*` is any other. A value that is not here is left out. Absent: it is taken as it is. */
  readonly map?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** Multiplied by this. */
  readonly scale?: number | undefined;
  /** Path into their value, which is JSON or a structure. */
  readonly path?: string | undefined;
  /** `list`: a single value becomes an array of one. */
  readonly as?: 'list' | 'number' | 'text' | 'json' | undefined;
  /** Only when the span's operation is one of these. */
  readonly operations?: readonly string[] | undefined;
}

/** Where the messages of a newest name come from. */
export interface ReaderMessages {
  /** Attributes `from.0.…`, `from.1.…` that are an unfolded array. */
  readonly indexed?: string | undefined;
  /** An attribute that is JSON, a structure or a text. */
  readonly from?: string | undefined;
  /** Path into it. */
  readonly path?: string | undefined;
  /** Path that each item has in front of its message. */
  readonly inner?: string | undefined;
  /** One message whose fields stand in attributes of their own: field to attribute. */
  readonly compose?: Readonly<Record<string, string>> | undefined;
  /** Only items with these values, and none with those. */
  readonly where?: Readonly<Record<string, string>> | undefined;
  readonly unless?: Readonly<Record<string, string>> | undefined;
  /** Role of a text, and of a message that has none. */
  readonly role?: string | undefined;
  /** Only when the span's operation is one of these. */
  readonly operations?: readonly string[] | undefined;
}

/** One dialect. */
export interface DialectReader {
  readonly id: string;
  /** Attributes that only it has; a name that ends in `.` is the beginning of one. */
  readonly detect: readonly string[];
  /** Their name to the newest one. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Newest name to where its value comes from; the first that gives one. */
  readonly values: Readonly<Record<string, readonly ReaderValue[]>>;
  /** Newest name to where its messages come from; the first that gives some. */
  readonly messages: Readonly<Record<string, readonly ReaderMessages[]>>;
  /** Name of a span event to the newest attribute that its attributes are a message of. */
  readonly events: Readonly<
    Record<string, { readonly to: string; readonly role?: string | undefined }>
  >;
}
