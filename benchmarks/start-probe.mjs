await import('openai');
const t0=performance.now();
const api = await import('@opentelemetry/api'); const t1=performance.now();
await import('@spanwise/semconv'); const t2=performance.now();
await import('@spanwise/core'); const t3=performance.now();
const {attach}=await import('@spanwise/auto'); const t4=performance.now();
attach(); const t5=performance.now();
console.log({api:t1-t0, semconv:t2-t1, core:t3-t2, auto:t4-t3, attach:t5-t4});
