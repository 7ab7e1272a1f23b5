/**
 * How items and tools read, for adapters of other clients that have the same ones. Any object may be handed in: what is of
 * another shape is left out.
 */
import type { Message, ToolDefinition } from '@spanwise/core/adapter';
import { itemMessages, outputMessage, toolDefinitions } from './messages.ts';

/** The items of an input, each a message. */
export const readItems: (items: readonly object[]) => Message[] = itemMessages;

/** The items of an output, which are one message. */
export const readOutput: (items: readonly object[], finishReason?: string) => Message[] =
  outputMessage;

/** The tools on offer, by type and name. */
export const readTools: (tools: readonly object[] | undefined) => ToolDefinition[] =
  toolDefinitions;
