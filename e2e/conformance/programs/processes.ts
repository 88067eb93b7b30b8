import type { Program } from "../program.ts";

/** Child processes, threads and servers. */
export const PROCESSES: readonly Program[] = [
  {
    name: "spawnSync",
    files: {
      "main.js": `const {spawnSync}=require('child_process');const r=spawnSync(process.execPath,['child.js','a b'],{input:'IN',env:{...process.env,Q:'1'}});console.log(r.status,r.stdout.toString(),r.stderr.toString(),r.signal,r.error);const q=spawnSync('node',['-e','process.exit(7)'],{encoding:'utf8'});console.log(q.status,JSON.stringify(q.stdout))`,
      "child.js": `console.log(process.argv[2],require('fs').readFileSync(0,'utf8'),process.env.Q);console.error('E');process.exitCode=2`,
    },
    args: ["main.js"],
  },
  {
    name: "execSync",
    files: {
      "main.js": `const {execSync,execFileSync}=require('child_process');console.log(execSync('echo hi there | cat').toString());console.log(execSync('node child.js x',{encoding:'utf8',input:'zz'}));console.log(execFileSync('node',['child.js','y'],{encoding:'utf8',input:''}));try{execSync('exit 3',{stdio:'pipe'})}catch(e){console.log(e.status,e.message)}`,
      "child.js": `process.stdout.write(process.argv[2]+require('fs').readFileSync(0,'utf8'))`,
    },
    args: ["main.js"],
  },
  {
    name: "spawn-async",
    files: {
      "main.js": String.raw`const {spawn,exec}=require('child_process');const c=spawn(process.execPath,['child.js']);let o='';c.stdout.on('data',d=>o+=d);c.on('close',(code,sig)=>{console.log(code,sig,o);exec('node child.js < /dev/null',(e,so,se)=>{console.log(e.code,so.length);const k=spawn('node',['-e','setInterval(()=>{},9)']);k.on('exit',(c,s)=>console.log(c,s));k.kill()})});c.stdin.write('a\n');c.stdin.end('b')`,
      "child.js": `process.stdin.on('data',d=>process.stdout.write('['+d+']'));process.stdin.on('end',()=>process.exit(9))`,
    },
    args: ["main.js"],
  },
  {
    name: "fork-ipc",
    files: {
      "main.js": `const {fork}=require('child_process');const c=fork('./child.js',['z']);c.on('message',m=>{console.log('parent got',m);c.send({q:2})});c.on('exit',(code)=>console.log('exit',code))`,
      "child.js": `process.send({hello:process.argv[2]});process.on('message',m=>{console.log('child got',m);process.exit(m.q)})`,
    },
    args: ["main.js"],
  },
  {
    name: "worker-threads",
    files: {
      "main.js": `const {Worker,isMainThread,parentPort,workerData,MessageChannel}=require('worker_threads');if(isMainThread){const w=new Worker(__filename,{workerData:{n:20}});w.on('message',m=>{console.log('main',m);w.postMessage('bye')});w.on('exit',c=>console.log('exit',c))}else{const f=n=>n<2?n:f(n-1)+f(n-2);parentPort.on('message',m=>{console.log('w',m);parentPort.close()});parentPort.postMessage(f(workerData.n))}`,
    },
    args: ["main.js"],
  },
  {
    name: "worker-atomics",
    files: {
      "main.js": `const {Worker,isMainThread,workerData}=require('worker_threads');if(isMainThread){const sab=new SharedArrayBuffer(8);const a=new Int32Array(sab);new Worker(__filename,{workerData:sab});Atomics.wait(a,0,0,5000);console.log('woke',a[0],a[1])}else{const a=new Int32Array(workerData);a[1]=99;Atomics.store(a,0,1);Atomics.notify(a,0)}`,
    },
    args: ["main.js"],
  },
  {
    name: "http-loopback",
    files: {
      "main.mjs": `import http from 'node:http';const s=http.createServer((q,r)=>{let b='';q.on('data',d=>b+=d);q.on('end',()=>{r.writeHead(201,{'x-a':'1'});r.end(q.method+q.url+b)})});await new Promise(r=>s.listen(0,r));const p=s.address().port;const r=await fetch('http://localhost:'+p+'/q?x=1',{method:'POST',body:'BB'});console.log(r.status,r.headers.get('x-a'),await r.text());s.close()`,
    },
    args: ["main.mjs"],
  },
];
