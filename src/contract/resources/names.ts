// Names compared as people mean them: `petId`, `pet_id` and `pet-id` are one, `pets` are several of a `pet`.

/** Lower case, without what separates words. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '')

/** One of several: `categories` -> `category`. A word that is no plural stays. */
export function singular(name: string): string {
  if (/(ss|us|is)$/i.test(name)) return name
  if (/ies$/i.test(name)) return name.replace(/ies$/i, 'y')
  if (/(ch|sh|x|s|z)es$/i.test(name)) return name.replace(/es$/i, '')
  return name.replace(/s$/i, '')
}
