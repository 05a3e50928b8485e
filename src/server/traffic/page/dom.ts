// Markup as tagged templates: every text stays a text.

import htm from 'htm'
import { type ComponentChild, h, type VNode } from 'preact'

type Template = (strings: TemplateStringsArray, ...values: readonly unknown[]) => VNode

// its types describe the CommonJS form, the bundle takes the other one
export const html = (htm as unknown as { bind(make: typeof h): Template }).bind(h)

export type Child = ComponentChild
