// What is no collection: `state` of every handler. It outlives a save, too.
export default { visitors: 0 }
