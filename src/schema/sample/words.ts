// The words that made-up people, pets, places and things are named with. Invented or plain: no real person, and no address outside the reserved names.

const list = (words: string): readonly string[] => words.split('|')

export const FIRST_NAMES = list(
  'Amara|Amir|Bea|Carlos|Chloe|Daniel|Elena|Femi|Grace|Hana|Ines|Ivan|Jonas|Kofi|Leila|Lena|Marco|Maya|Nadia|Noah|Omar|Priya|Rosa|Sam|Tara|Tom|Viktor|Wei|Yuki|Zoe',
)
export const LAST_NAMES = list(
  'Abbott|Berg|Costa|Diaz|Endo|Fischer|Garcia|Haddad|Ito|Jensen|Kim|Lopez|Meyer|Moreau|Novak|Okafor|Patel|Rossi|Silva|Tanaka|Usman|Vega|Weber|Young',
)
export const PET_NAMES = list(
  'Bella|Biscuit|Cleo|Coco|Daisy|Felix|Ginger|Juno|Luna|Max|Milo|Nala|Olive|Otto|Pepper|Poppy|Rex|Rocky|Ruby|Simba|Waffles|Ziggy',
)
export const BREEDS = list('Beagle|Border Collie|Corgi|Dachshund|Golden Retriever|Maine Coon|Poodle|Siamese|Whippet')
export const ANIMALS = list('cat|dog|hamster|parrot|rabbit|turtle')

export const ADJECTIVES = list(
  'Blue|Bright|Central|Classic|Clear|Daily|Fresh|Golden|Green|Little|Modern|Northern|Quiet|Silver|Swift|White',
)
export const PRODUCTS = list(
  'Canvas Backpack|Ceramic Mug|Cotton T-Shirt|Desk Lamp|Linen Shirt|Notebook A5|Oak Chair|Rain Jacket|Running Shoes|Steel Bottle|Travel Pillow|Wireless Mouse|Wool Scarf',
)
export const PLANS = list('Basic|Business|Enterprise|Free|Plus|Premium|Pro|Standard|Starter|Team')
export const COMPANIES = list(
  'Acme|Blue Harbor|Bright Fields|Cedar & Co|Clearwater|Greenleaf|Hill Street Works|Lakeside Group|Maple Studio|Northwind Labs|Riverstone|Silver Oak|Sunrise Foods',
)
export const BRANDS = list('Alpenglow|Brightside|Fernweh|Harborline|Kestrel|Lumen|Northbound|Ashdown & Sons|Quill|Tidewater')
export const TEAMS = list('Design|Engineering|Finance|Marketing|Operations|Platform|Research|Sales|Support')
export const JOBS = list(
  'Accountant|Data Analyst|Designer|Engineering Manager|Nurse|Office Manager|Product Manager|Sales Associate|Software Engineer|Teacher',
)

export const STREETS = list(
  'Birch Lane|Bridge Street|Cedar Avenue|Church Street|Elm Street|Garden Road|High Street|Lake Drive|Main Street|Maple Avenue|Mill Lane|Park Road',
)
export const CITIES = list(
  'Amsterdam|Austin|Barcelona|Berlin|Boston|Chicago|Dublin|Lisbon|London|Lyon|Milan|Nairobi|Oslo|Porto|Seattle|Sydney|Toronto|Vienna|Zurich',
)
export const STATES = list(
  'California|Colorado|Florida|Illinois|Massachusetts|New York|Ohio|Oregon|Texas|Vermont|Virginia|Washington',
)
export const STATE_CODES = list('CA|CO|FL|IL|MA|NY|OH|OR|TX|VT|VA|WA')
export const COUNTRIES = list(
  'Australia|Austria|Brazil|Canada|Denmark|France|Germany|India|Ireland|Italy|Japan|Kenya|Mexico|Netherlands|Norway|Portugal|Spain|Sweden|United Kingdom|United States',
)
/** ISO 3166-1 alpha-2, alpha-3. */
export const COUNTRY_CODES = list('AT|AU|BR|CA|CH|DE|DK|ES|FR|GB|IE|IN|IT|JP|NL|NO|PT|SE|US')
export const COUNTRY_CODES_3 = list('AUS|AUT|BRA|CAN|CHE|DEU|DNK|ESP|FRA|GBR|IND|IRL|ITA|JPN|NLD|NOR|PRT|SWE|USA')
export const CONTINENTS = list('Africa|Asia|Europe|North America|Oceania|South America')
export const POSTCODES = list('02116|10001|33101|60601|73301|80202|90012|94107|97201|98101')
export const VENUES = list(
  'Botanical Garden|Central Library|City Museum|Harbor Hall|Lakeside Pavilion|Old Town Theatre|Riverside Park|Station Square',
)
export const CLOUD_REGIONS = list('ap-southeast-1|eu-central-1|eu-west-1|us-east-1|us-west-2')

/** ISO 4217. */
export const CURRENCIES = list('AUD|CAD|CHF|DKK|EUR|GBP|JPY|NOK|SEK|USD')
/** ISO 639-1. */
export const LANGUAGE_CODES = list('da|de|en|es|fr|it|ja|nl|pt|sv')
export const LANGUAGES = list('Danish|Dutch|English|French|German|Italian|Japanese|Portuguese|Spanish|Swedish')
/** BCP 47. */
export const LOCALES = list('da-DK|de-DE|en-GB|en-US|es-ES|fr-FR|it-IT|ja-JP|nl-NL|pt-BR|sv-SE')
/** IANA time zone names. */
export const TIMEZONES = list(
  'America/Chicago|America/New_York|America/Sao_Paulo|Asia/Tokyo|Australia/Sydney|Europe/Berlin|Europe/London|Europe/Madrid|UTC',
)

export const COLORS = list('black|blue|brown|gray|green|navy|orange|pink|purple|red|teal|white|yellow')
export const TAGS = list('accessories|beta|favorite|featured|fresh|handmade|new|outdoor|popular|sale|seasonal|summer')
export const CATEGORIES = list('accessories|books|electronics|garden|home|kitchen|music|outdoor|sports|toys')
export const DEPARTMENTS = list('Books|Clothing|Electronics|Garden|Home & Living|Music|Sports|Toys')
export const GENRES = list('adventure|biography|comedy|documentary|drama|fantasy|jazz|mystery|pop|science fiction')

export const EVENTS = list(
  'Book Club Evening|Design Meetup|Garden Party|Open House|Product Workshop|Spring Concert|Summer Fair|Team Offsite',
)
export const TITLES = list(
  'A Quiet Morning|First Light|Letters from the Coast|The Glass Garden|The Long Way Home|The Paper Lantern|The Winter Orchard|Tides and Stones',
)
export const ARTICLES = list(
  'A short guide to better notes|Five ideas for a rainy day|Getting started|How we plan our week|Notes from the workshop|What is new this month',
)
export const ISSUES = list(
  'Add a dark theme|Button does not respond|Fix typo in the guide|Improve start-up time|Show totals on the overview page|Update dependencies',
)
export const JOBS_TO_RUN = list('Daily report|Import contacts|Nightly build|Send reminders|Sync inventory|Weekly backup')
export const DISHES = list('Apple Pie|Lemon Pasta|Lentil Soup|Mushroom Risotto|Tomato Salad|Vegetable Curry')
export const COURSES = list(
  'Drawing for Beginners|Everyday Statistics|First Aid|Introduction to Biology|Practical Gardening|World History',
)
export const PROJECTS = list('data-tools|design-system|hello-world|mobile-app|notes|recipe-box|weather-station|website')
export const SERVICES = list('accounts-api|billing|catalog|checkout|inventory|notifications|orders-api|search|web')
export const HOSTS = list('app-01|cache-01|db-01|mail-01|web-01|web-02|worker-01')
export const BRANCHES = list('develop|feature/search|fix/login|main|release/1.4')
export const PERMISSIONS = list('orders:read|orders:write|profile:read|reports:read|users:read')
export const ROLES = list('admin|editor|member|owner|viewer')
export const CHANNELS = list('announcements|design|general|help|random')
export const ENVIRONMENTS = list('development|production|staging')
export const DEVICES = list('Hallway thermostat|Kitchen light|Living room speaker|Office printer|Phone|Tablet')
export const FOLDERS = list('Archive|Contracts|Documents|Photos|Reports')
export const FILES = list('agenda.docx|budget.xlsx|invoice-1042.pdf|notes.txt|photo.jpg|report.pdf|slides.pptx|summary.csv')
export const IMAGE_FILES = list('cover.jpg|garden.png|harbor.jpg|logo.png|portrait.jpg|sunrise.png')

/** Words that slugs, keys and texts of a given length are built from. */
export const PLAIN_WORDS = list(
  'amber|apple|autumn|breeze|bridge|candle|cedar|cloud|coast|copper|field|forest|garden|harbor|lantern|maple|meadow|morning|orchard|paper|river|shore|silver|spring|stone|summer|valley|willow|winter|wood',
)
