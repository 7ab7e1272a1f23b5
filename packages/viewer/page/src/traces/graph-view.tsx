/** Which agent or workflow called which agent, model or tool, as a graph. */
import { Graph, layout } from '@dagrejs/dagre';
import { useMemo, type ReactNode } from 'react';
import type { AgentGraph } from '../../../src/api.ts';
import { CATEGORY_NAMES, categoryColor } from '../parts/category.ts';
import { formatDuration } from '../parts/format.ts';
import { firstLine } from '../parts/visible-text.ts';
import styles from './graph-view.module.css';

const nodeWidth = 210;
const nodeHeight = 54;

/** A graph with places for everything in it. */
export interface PlacedGraph {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly {
    readonly node: AgentGraph['nodes'][number];
    readonly x: number;
    readonly y: number;
  }[];
  readonly edges: readonly {
    readonly key: string;
    readonly path: string;
    readonly count: number;
    readonly x: number;
    readonly y: number;
  }[];
}

/** Places callers left of what they call. */
export function placeGraph(graph: AgentGraph): PlacedGraph {
  const plan = new Graph({ multigraph: true });
  plan.setGraph({ rankdir: 'LR', nodesep: 22, ranksep: 80, marginx: 16, marginy: 16 });
  for (const { id } of graph.nodes) plan.setNode(id, { width: nodeWidth, height: nodeHeight });
  for (const { from, to } of graph.edges) {
    if (plan.hasNode(from) && plan.hasNode(to)) plan.setEdge(from, to, {});
  }
  layout(plan);
  const size = plan.graph();
  return {
    width: size.width ?? 0,
    height: size.height ?? 0,
    nodes: graph.nodes.map((node) => {
      const { x, y } = plan.node(node.id) as { x: number; y: number };
      return { node, x: x - nodeWidth / 2, y: y - nodeHeight / 2 };
    }),
    edges: graph.edges
      .filter(({ from, to }) => plan.hasEdge(from, to))
      .map(({ from, to, count }) => {
        const { points } = plan.edge(from, to) as { points: readonly { x: number; y: number }[] };
        const middle = points[Math.floor(points.length / 2)]!;
        return {
          x: middle.x,
          y: middle.y,
          key: `${from} ${to}`,
          path: points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(''),
          count,
        };
      }),
  };
}

/** Shows the graph. */
export function GraphView({ graph }: { readonly graph: AgentGraph }): ReactNode {
  const placed = useMemo(() => placeGraph(graph), [graph]);
  return (
    <div className={styles.graph}>
      <svg
        width={placed.width}
        height={placed.height}
        viewBox={`0 0 ${placed.width} ${placed.height}`}
        role="img"
        aria-label={`Who called whom: ${graph.edges.map(({ from, to, count }) => `${nameOf(graph, from)} called ${nameOf(graph, to)} ${count} times`).join('; ')}`}
      >
        <defs>
          <marker
            id="arrow"
            viewBox="0 0 8 8"
            refX="8"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0L8 4L0 8z" className={styles.head} />
          </marker>
        </defs>
        {placed.edges.map(({ key, path, count, x, y }) => (
          <g key={key}>
            <path d={path} className={styles.edge} markerEnd="url(#arrow)" />
            {count > 1 ? (
              <text x={x} y={y - 6} className={styles.count}>
                {count} ×
              </text>
            ) : null}
          </g>
        ))}
        {placed.nodes.map(({ node, x, y }) => (
          <g key={node.id} transform={`translate(${x} ${y})`}>
            <rect width={nodeWidth} height={nodeHeight} rx="9" className={styles.node} />
            <rect
              x="0"
              y="0"
              width="4"
              height={nodeHeight}
              rx="2"
              fill={categoryColor(node.category)}
            />
            <text x="16" y="23" className={styles.name}>
              {firstLine(node.name, 26)}
            </text>
            <text x="16" y="41" className={styles.facts}>
              {CATEGORY_NAMES[node.category]} · {node.count} × ·{' '}
              {formatDuration(node.durationMillis)}
              {node.errorCount > 0 ? ` · ${node.errorCount} failed` : ''}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

function nameOf(graph: AgentGraph, id: string): string {
  return graph.nodes.find((node) => node.id === id)?.name ?? id;
}
