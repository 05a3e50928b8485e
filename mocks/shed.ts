// The shed itself: a plain value, and a wrapper around everything below /shed.
import { mocks } from 'mockserve'

export default mocks({
  getOpeningHours: () => ({
    note: 'Closed when the river is on the road.',
    days: [
      { day: 'wednesday', opens: '16:00', closes: '19:00' },
      { day: 'saturday', opens: '09:00', closes: '13:00' },
    ],
  }),

  // '*' alone would wrap every operation
  async '/shed/*'({ state, next }) {
    state.visitors++
    const answer = await next()
    answer.headers['x-visitor'] = String(state.visitors)
    return answer
  },
})
