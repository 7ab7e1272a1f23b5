/** What is known of the adapter of realtime sessions before one of their classes is found. */
import type { AdapterHeader, ModuleFacts } from '@spanwise/core/adapter';

/** Its module. Apart: what reads a property as it loads stays in a bundle that does not use it. */
export const openaiRealtimeModule: ModuleFacts = {
  name: 'openai',
  versions: '>=4.77 <8',
  hasDefault: false,
  parts: [
    'realtime/ws.mjs',
    'realtime/ws.js',
    'realtime/websocket.mjs',
    'realtime/websocket.js',
    'beta/realtime/ws.mjs',
    'beta/realtime/ws.js',
    'beta/realtime/websocket.mjs',
    'beta/realtime/websocket.js',
  ],
};

/** What is known of the adapter of realtime sessions before one of their classes is found. */
export const openaiRealtimeHeader: AdapterHeader = {
  id: 'openaiRealtime',
  packageName: '@spanwise/instrumentation-openai-realtime',
  packageVersion: '0.1.0',
  module: openaiRealtimeModule,
};
