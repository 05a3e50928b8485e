// A helper: files in lib/ hold no handlers of their own.

/** A UUID; with the `random` of a handler it is the same at every start. */
export const newId = (random: () => number): string =>
  'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(random() * 16).toString(16))
