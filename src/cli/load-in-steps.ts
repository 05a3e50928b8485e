// Loads what serving needs from below to above. Node opens all files that an import leads to at once, and a shell may allow 64.

/** Resolves when the modules are there; what imports them afterwards finds them loaded. */
export async function loadInSteps(): Promise<void> {
  await import('../diagnostics/findings.ts')
  await import('../schema/compile-validator.ts')
  await import('../schema/sample/emit.ts')
  await import('../schema/sample/sample.ts')
  await import('../spec/load-documents.ts')
  await import('../codecs/parameter-codec.ts')
  await import('../codecs/decode-body.ts')
  await import('../contract/compile-contract.ts')
  await import('../pipeline/answer-request.ts')
  await import('../app/mocks-in-force.ts')
  await import('../server/create-server.ts')
}
