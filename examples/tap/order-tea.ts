// What is tested: a client of the tea counter.

interface Tea {
  readonly id: string
  readonly cents: number
}

/** Orders the cheapest tea, asking again when the kettle is empty; gives the number of the order. */
export async function orderCheapestTea(url: string, cups: number, tries = 3): Promise<number> {
  const teas = (await (await fetch(`${url}/teas`)).json()) as Tea[]
  const [cheapest] = teas.sort((a, b) => a.cents - b.cents)
  if (cheapest === undefined) throw new Error('there is no tea today')
  const order = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tea: cheapest.id, cups }),
  }
  for (let i = 0; i < tries; i++) {
    const response = await fetch(`${url}/orders`, order)
    if (response.ok) return ((await response.json()) as { number: number }).number
    if (response.status !== 503) throw new Error(`the counter says ${response.status}`)
  }
  throw new Error('the kettle stays empty')
}
