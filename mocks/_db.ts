// What the handlers share and clients change. It begins like this; saving a file does not begin it anew, a restart does.
import { collections, type Schemas } from 'mockserve'
import seeds from './seeds/members.json' with { type: 'json' }

const members: Schemas['Member'][] = seeds

export default collections({ members })
