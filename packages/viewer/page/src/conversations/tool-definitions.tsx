/** The tools that a model could call. */
import type { ReactNode } from 'react';
import type { ToolDefinition } from '../../../src/api.ts';
import { Fold } from '../parts/fold.tsx';
import { JsonTree } from '../parts/json-tree.tsx';
import { makeVisible } from '../parts/visible-text.ts';
import styles from './tool-definitions.module.css';

/** Shows the tools, folded. Nothing when there are none. */
export function ToolDefinitions({
  tools,
}: {
  readonly tools: readonly ToolDefinition[];
}): ReactNode {
  if (tools.length === 0) return null;
  return (
    <Fold
      title={tools.length === 1 ? '1 tool offered' : `${tools.length} tools offered`}
      summary={makeVisible(tools.map(({ name }) => name).join(', '))}
    >
      <ul className={styles.tools}>
        {tools.map((tool, index) => (
          <li key={index}>
            <b>{makeVisible(tool.name)}</b>
            {tool.description ? <p>{makeVisible(tool.description)}</p> : null}
            {tool.parameters === undefined ? null : (
              <JsonTree value={tool.parameters} label={`Parameters of ${tool.name}`} />
            )}
          </li>
        ))}
      </ul>
    </Fold>
  );
}
