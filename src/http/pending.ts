// Values that mostly are there at once: waiting for one that is there would cost more than making it.

export type Pending<Value> = Value | Promise<Value>

/** Goes on at once where nobody has to wait. */
export const whenThere = <Value, Next>(pending: Pending<Value>, next: (value: Value) => Pending<Next>): Pending<Next> =>
  pending instanceof Promise ? pending.then(next) : next(pending)
