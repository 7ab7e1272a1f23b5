import inspector from 'node:inspector';
await import('openai'); await import('@opentelemetry/api');await import('@spanwise/semconv');
const s=new inspector.Session(); s.connect();
s.post('Profiler.enable'); s.post('Profiler.setSamplingInterval',{interval:50});
s.post('Profiler.start');
await import('@spanwise/core');
const {attach}=await import('@spanwise/auto'); attach();
s.post('Profiler.stop',(e,{profile})=>{
 const self=new Map(); const byId=new Map(profile.nodes.map(n=>[n.id,n])); const dt=profile.timeDeltas; 
 profile.samples.forEach((id,i)=>{const n=byId.get(id); const k=n.callFrame.functionName+' '+n.callFrame.url.split('/').slice(-3).join('/')+':'+n.callFrame.lineNumber; self.set(k,(self.get(k)??0)+dt[i]/1000)});
 console.log([...self].sort((a,b)=>b[1]-a[1]).slice(0,28).map(([k,v])=>v.toFixed(2)+' '+k).join('\n'));
 // inclusive
 const parent=new Map(); for(const n of profile.nodes) for(const c of n.children??[]) parent.set(c,n.id);
 const inc=new Map(); profile.samples.forEach((id,i)=>{const seen=new Set(); for(let x=id;x!==undefined;x=parent.get(x)){const n=byId.get(x); const k=n.callFrame.functionName+' '+n.callFrame.url.split('/').slice(-3).join('/')+':'+n.callFrame.lineNumber; if(!seen.has(k)){seen.add(k); inc.set(k,(inc.get(k)??0)+dt[i]/1000)}}});
 console.log('--- inclusive'); console.log([...inc].sort((a,b)=>b[1]-a[1]).slice(0,60).map(([k,v])=>v.toFixed(2)+' '+k).join('\n'));
});
