// The mocks that serve certain documents now.
import type { Settings } from '../config/settings.ts'
import { realPath } from '../spec/file-reader.ts'
import { findDocuments } from '../spec/find-documents.ts'
import { listRuns, type RunningMock } from './run-registry.ts'

/** Those that answer and serve all documents of the settings. */
export async function findRunning({ documents, folder }: Settings, env: NodeJS.ProcessEnv): Promise<readonly RunningMock[]> {
  const wanted = findDocuments(documents, folder).paths.map(realPath)
  const runs = await listRuns(env)
  return runs.filter((run) => run.answers && wanted.length > 0 && wanted.every((path) => run.documents.includes(path)))
}
