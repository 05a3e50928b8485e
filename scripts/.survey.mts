import { loadDocuments } from '../src/spec/load-documents.ts'
import { compileContract } from '../src/contract/compile-contract.ts'
import { resourcesOf } from '../src/contract/inference/find-resources.ts'
import { listDocuments } from './corpus/documents.ts'
import { dirname } from 'node:path'
let total=0
const only = process.argv[2]
for (const d of listDocuments('/work/shared/corpus')) {
  if (only && !only.split(',').includes(d.id)) continue
  const l = loadDocuments({documents:[d.entry], folder: dirname(d.entry), allowRefs: []})
  const c = compileContract(l.documents)
  const t=performance.now()
  const r = resourcesOf(c).all()
  const ms = performance.now()-t
  total+=r.length
  const n=(role:string)=>r.filter(x=>x.parts.some(p=>p.role===role)).length
  console.log(d.id.padEnd(28), 'ops',c.operations.length, 'resources',r.length,'single',r.filter(x=>x.kind==='singleton').length,'create',n('create'),'noid',r.filter(x=>x.kind==='collection'&&!x.identity).length, Math.round(ms)+'ms')
  if (only) for (const x of r) console.log('  ',x.kind==='singleton'?'1':'*', x.path.padEnd(50), (x.identity?.path.join('.')??'-').padEnd(14), x.parts.map(p=>p.role+':'+p.operation.method+(p.sent?.path.length?'['+p.sent.path+']':'')+(['list','createMany'].includes(p.role)&&p.operation.path!==x.path?' '+p.operation.path:'')).join(' '))
}
console.log(total)
