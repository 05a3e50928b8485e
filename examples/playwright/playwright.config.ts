import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

// the Chromium of the system, when there is one; else that of `npx playwright install chromium`
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

export default defineConfig({
  use: { launchOptions: existsSync(executablePath) ? { executablePath, args: ['--no-sandbox'] } : {} },
})
