await import('openai'); await import('@opentelemetry/api');await import('@spanwise/semconv');
const r={};
for (const m of ['crypto','module','diagnostics_channel','fs','path','url','util','async_hooks','zlib','string_decoder','buffer','stream','perf_hooks','vm','child_process']) { const t=performance.now(); process.getBuiltinModule('node:'+m); r[m]=+(performance.now()-t).toFixed(2); }
console.log(r);
