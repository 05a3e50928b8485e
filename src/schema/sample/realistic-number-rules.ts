// What numbers are usual under a name: the table to add a row to when a name deserves better than any number.
import { table } from './realistic-hint.ts'

/** Numbers from..to with so many decimals (none when the place wants whole numbers), or one of a few usual ones. */
export type NumberRule =
  | { readonly from: number; readonly to: number; readonly decimals?: number }
  | { readonly usual: readonly number[] }

/** Whole numbers, or with `decimals`, between the two. */
const range = (from: number, to: number, decimals = 0): NumberRule => ({ from, to, decimals })
/** One of these. */
export const usual = (...numbers: number[]): NumberRule => ({ usual: numbers })

/** For findByName: joined words in lower case. */
export const NUMBER_RULES = table<NumberRule>([
  // money: whole numbers for places that have no decimals are made from the same range
  [
    'price amount cost total fee subtotal charge revenue balance income payment fare rent deposit bid msrp spent',
    range(4, 480, 2),
  ],
  ['tax discount tip shipping refund discountamount taxamount', range(1, 40, 2)],
  ['cents amountcents pricecents unitamount minorunits pence totalcents', range(500, 48000)],
  ['salary budget wage', range(32000, 96000)],
  ['exchangerate rate fxrate', range(0.5, 1.6, 4)],
  // counting
  ['quantity qty count items pieces units stock inventory copies seats guests persons adults', range(1, 20)],
  ['totalcount totalitems totalelements totalresults totalentries totalhits hits records rows entries', range(24, 240)],
  ['totalpages pages pagecount pagetotal lastpage', range(2, 12)],
  ['page pagenumber currentpage pageindex firstpage', usual(1)],
  ['nextpage', usual(2)],
  ['prevpage previouspage', usual(1)],
  ['limit perpage pagesize take top maxresults first batchsize itemsperpage', usual(10, 20, 25, 50, 100)],
  ['offset skip start startindex startat', usual(0, 10, 20)],
  ['remaining available left free', range(10, 90)],
  [
    'stars stargazers followers views likes upvotes downloads plays subscribers visits clicks impressions watchers stargazerscount',
    range(12, 4800),
  ],
  [
    'following forks comments replies shares contributors members votes reviews ratings friends participants attendees issues commits posts retries attempts',
    range(1, 60),
  ],
  ['additions insertions', range(10, 400)],
  ['deletions', range(1, 90)],
  ['membercount usercount employees population headcount', range(8, 900)],
  ['failed errors failures warnings violations', range(0, 3)],
  ['tokens totaltokens inputtokens outputtokens prompttokens completiontokens', range(20, 900)],
  ['maxtokens maxoutputtokens', usual(256, 1024, 2048)],
  ['replicas workers instances nodes shards partitions', usual(1, 2, 3)],
  // ranks and places
  ['id ids identifier', range(1, 9999)],
  ['number no num seq sequence sequencenumber serial', range(1, 999)],
  ['index position order rank ordinal sortorder sequenceindex slot step level', range(1, 10)],
  ['priority importance severity', range(1, 5)],
  ['version revision generation major build', range(1, 12)],
  ['minor patch', range(0, 9)],
  ['line linenumber startline lineno', range(1, 40)],
  ['endline', range(41, 90)],
  ['column col startcolumn', range(1, 40)],
  ['endcolumn', range(41, 80)],
  ['chapter episode season track seasonnumber episodenumber chapternumber', range(1, 12)],
  ['zip zipcode postcode postalcode', usual(10001, 60601, 73301, 94107, 97201)],
  ['housenumber', range(1, 180)],
  ['floor', range(1, 9)],
  // judgements and shares
  ['rating averagerating avgrating', range(3, 5, 1)],
  ['score', range(40, 98, 1)],
  ['similarity confidence probability ratio fraction threshold relevance scorethreshold opacity', range(0.05, 0.95, 2)],
  ['percent percentage pct progress utilization utilisation humidity', range(5, 95, 1)],
  ['taxrate vatrate interestrate', range(3, 21, 1)],
  ['temperature temp', range(4, 30, 1)],
  ['topp', usual(0.9, 1)],
  // measures
  ['latitude lat', range(36, 58, 4)],
  ['longitude lon lng long', range(-9, 24, 4)],
  ['altitude elevation', range(4, 900, 1)],
  ['distance', range(1, 120, 1)],
  ['radius', range(1, 50, 1)],
  ['width w imagewidth', usual(320, 640, 800, 1024, 1280)],
  ['height h imageheight', usual(240, 480, 600, 768, 720)],
  ['depth thickness', range(2, 60, 1)],
  ['length', range(5, 120, 1)],
  ['color colour', range(0, 0xffffff)],
  ['x y', range(0, 400, 1)],
  ['z', range(0, 40, 1)],
  ['weight mass', range(1, 40, 1)],
  ['size filesize bytes contentlength sizebytes sizeinbytes', range(1200, 480000)],
  ['memory disk storage capacity', usual(8, 16, 32, 64, 128)],
  ['cpu cpus cores vcpus vcpu', usual(1, 2, 4, 8)],
  ['speed velocity', range(5, 120, 1)],
  ['volume', range(1, 90, 1)],
  ['area', range(20, 240, 1)],
  ['power voltage', range(5, 240, 1)],
  ['calories kcal energy', range(80, 720)],
  ['servings', usual(2, 4, 6)],
  ['bedrooms rooms beds bathrooms', range(1, 4)],
  ['mileage odometer', range(4000, 120000)],
  ['bitrate', usual(128, 192, 256, 320)],
  ['dpi fps', usual(30, 60)],
  // time
  ['age', range(18, 74)],
  ['year yearfrom fromyear startyear publishedyear', usual(2019, 2021, 2023, 2024)],
  ['yearto toyear endyear', usual(2025)],
  ['expyear expiryyear expirationyear', usual(2028, 2029, 2030)],
  ['month expmonth expirymonth', range(1, 12)],
  ['day dayofmonth', range(1, 28)],
  ['weekday dayofweek', range(1, 5)],
  ['week weeknumber', range(1, 52)],
  ['hour hours', range(1, 23)],
  ['minute minutes', usual(5, 10, 15, 30, 45)],
  ['second seconds', usual(5, 10, 30, 45)],
  ['days', usual(1, 7, 14, 30)],
  ['weeks', usual(1, 2, 4)],
  ['months', usual(1, 3, 6, 12)],
  ['years', usual(1, 2, 5)],
  ['duration durationseconds runtime elapsed', range(20, 600)],
  ['ms millis milliseconds durationms elapsedms latency latencyms responsetime took tookms responsetimems', range(12, 480)],
  [
    'timeout timeoutseconds interval delay intervalseconds delayseconds periodseconds wait graceperiod retryafter',
    usual(5, 10, 30, 60),
  ],
  ['timeoutms delayms intervalms', usual(500, 1000, 5000)],
  ['ttl expiresin maxage expireafter lifetime validityseconds', usual(300, 3600, 86400)],
  // computers
  ['port targetport containerport hostport', usual(3000, 5432, 8000, 8080, 8443)],
  ['statuscode httpstatus httpcode httpstatuscode responsecode', usual(200, 201, 204)],
  ['exitcode', usual(0)],
  ['code status', usual(200)],
  ['userstatus', usual(1)],
  ['type kind category mode flags', usual(1, 2, 3)],
  ['seed', usual(7, 42, 1234)],
  ['min minimum', range(0, 5)],
  ['max maximum', range(20, 100)],
  ['average avg mean median', range(10, 60, 1)],
  ['sum', range(100, 900, 1)],
  ['value', range(1, 100)],
  ['difficulty', range(1, 5)],
])
