/** The search of a list: words and filters, with what could come next. */
import { CloseButton, Combobox, TextInput, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useFilterValues } from '../api/queries.ts';
import { formatCount } from '../parts/format.ts';
import { applyCompletion, completeQuery, quoteValue } from './complete-query.ts';
import styles from './search-box.module.css';

/** How long a pause in typing is, before the list is asked for. */
const pauseMillis = 150;

/** Shows the box. `onChange` is called when typing pauses. */
export function SearchBox({
  query,
  onChange,
  placeholder = 'Search, or tenant:acme, status:error …',
  hasFilters = true,
}: {
  readonly query: string;
  readonly onChange: (query: string) => void;
  readonly placeholder?: string;
  /** Whether to offer the filters of traces. */
  readonly hasFilters?: boolean;
}): ReactNode {
  const [text, setText] = useState(query);
  const [caret, setCaret] = useState(query.length);
  const input = useRef<HTMLInputElement>(null);
  const sent = useRef(query);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });

  // The place changed by other means: a link, the back button.
  useEffect(() => {
    if (query === sent.current) return;
    sent.current = query;
    setText(query);
  }, [query]);
  useEffect(() => {
    if (text === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = text;
      onChange(text);
    }, pauseMillis);
    return () => clearTimeout(timer);
  }, [text, onChange]);

  const completion = hasFilters ? completeQuery(text, caret) : undefined;
  const asked =
    completion?.kind === 'values' && completion.choices.length === 0 ? completion : undefined;
  const { data: values = [] } = useFilterValues(asked?.filter.key, asked?.prefix ?? '');

  const options: { text: string; name: string; detail: string }[] =
    completion === undefined
      ? []
      : completion.kind === 'keys'
        ? completion.filters.map(({ key, description }) => ({
            text: `${key}:`,
            name: `${key}:`,
            detail: description,
          }))
        : completion.choices.length > 0
          ? completion.choices.map((choice) => ({ text: choice, name: choice, detail: '' }))
          : values.slice(0, 12).map(({ value, count }) => ({
              text: quoteValue(value),
              name: value,
              detail: formatCount(count),
            }));

  return (
    <Combobox
      store={combobox}
      shadow="md"
      position="bottom-start"
      width={380}
      onOptionSubmit={(chosen) => {
        if (completion === undefined) return;
        const next = applyCompletion(text, completion, chosen);
        setText(next.query);
        setCaret(next.caret);
        combobox.resetSelectedOption();
        requestAnimationFrame(() => input.current?.setSelectionRange(next.caret, next.caret));
      }}
    >
      <Combobox.Target>
        <TextInput
          ref={input}
          type="search"
          className={styles.box}
          value={text}
          placeholder={placeholder}
          aria-label="Search"
          leftSection={<IconSearch size={16} />}
          rightSection={
            text === '' ? null : (
              <CloseButton size="sm" aria-label="Clear the search" onClick={() => setText('')} />
            )
          }
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            setText(event.currentTarget.value);
            setCaret(event.currentTarget.selectionStart ?? event.currentTarget.value.length);
            combobox.openDropdown();
            combobox.resetSelectedOption();
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            // Browsers empty a search field.
            event.preventDefault();
            if (!combobox.dropdownOpened) event.currentTarget.blur();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={options.length === 0}>
        <Combobox.Options className={styles.options} aria-label="What could come next">
          {options.map(({ text: value, name, detail }) => (
            <Combobox.Option key={value} value={value} className={styles.option}>
              <code>{name}</code>
              <span>{detail}</span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
