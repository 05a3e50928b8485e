// The types of Lending Shed 1.4.0: written by mockserve, and written again when the document changes.
/* eslint-disable */
import type { CollectionsOf, OperationTypes, ReplyBytes, RequestBytes } from 'mockserve'
import type database from './_db.js'

declare module 'mockserve' {
  interface Operations extends DocumentOperations {}
  interface Schemas extends DocumentSchemas {}
  interface Collections extends CollectionsOf<typeof database> {}
}

export interface DocumentOperations {
  /**
   * Browse the catalogue
   * GET /things
   */
  listThings: ListThingsOp
  /** Browse the catalogue */
  'GET /things': ListThingsOp
  /**
   * Put a thing on the shelf
   * POST /things
   */
  createThing: CreateThingOp
  /** Put a thing on the shelf */
  'POST /things': CreateThingOp
  /**
   * Look at one thing
   * GET /things/{thingId}
   */
  getThing: GetThingOp
  /** Look at one thing */
  'GET /things/{thingId}': GetThingOp
  /**
   * Describe a thing anew
   * PUT /things/{thingId}
   */
  replaceThing: ReplaceThingOp
  /** Describe a thing anew */
  'PUT /things/{thingId}': ReplaceThingOp
  /**
   * Take a thing out of the catalogue
   * DELETE /things/{thingId}
   */
  deleteThing: DeleteThingOp
  /** Take a thing out of the catalogue */
  'DELETE /things/{thingId}': DeleteThingOp
  /**
   * Change a few words
   * PATCH /things/{thingId}
   */
  updateThing: UpdateThingOp
  /** Change a few words */
  'PATCH /things/{thingId}': UpdateThingOp
  /**
   * Print the sticker
   * GET /things/{thingId}/label
   */
  getLabel: GetLabelOp
  /** Print the sticker */
  'GET /things/{thingId}/label': GetLabelOp
  /**
   * List a thing's photos
   * GET /things/{thingId}/photos
   */
  listPhotos: ListPhotosOp
  /** List a thing's photos */
  'GET /things/{thingId}/photos': ListPhotosOp
  /**
   * Add a photo
   * POST /things/{thingId}/photos
   */
  addPhoto: AddPhotoOp
  /** Add a photo */
  'POST /things/{thingId}/photos': AddPhotoOp
  /**
   * Set the cover photo
   * PUT /things/{thingId}/cover
   */
  setCover: SetCoverOp
  /** Set the cover photo */
  'PUT /things/{thingId}/cover': SetCoverOp
  /**
   * See when a thing is promised
   * GET /things/{thingId}/reservations
   */
  listReservations: ListReservationsOp
  /** See when a thing is promised */
  'GET /things/{thingId}/reservations': ListReservationsOp
  /**
   * Reserve a thing
   * POST /things/{thingId}/reservations
   */
  createReservation: CreateReservationOp
  /** Reserve a thing */
  'POST /things/{thingId}/reservations': CreateReservationOp
  /**
   * Cancel a reservation
   * DELETE /things/{thingId}/reservations/{reservationId}
   */
  cancelReservation: CancelReservationOp
  /** Cancel a reservation */
  'DELETE /things/{thingId}/reservations/{reservationId}': CancelReservationOp
  /**
   * List loans
   * GET /loans
   */
  listLoans: ListLoansOp
  /** List loans */
  'GET /loans': ListLoansOp
  /**
   * Lend a thing
   * POST /loans
   */
  createLoan: CreateLoanOp
  /** Lend a thing */
  'POST /loans': CreateLoanOp
  /**
   * Export loans as CSV
   * GET /loans/export
   */
  exportLoans: ExportLoansOp
  /** Export loans as CSV */
  'GET /loans/export': ExportLoansOp
  /**
   * Look at one loan
   * GET /loans/{loanId}
   */
  getLoan: GetLoanOp
  /** Look at one loan */
  'GET /loans/{loanId}': GetLoanOp
  /**
   * Bring a thing back
   * POST /loans/{loanId}/return
   */
  returnLoan: ReturnLoanOp
  /** Bring a thing back */
  'POST /loans/{loanId}/return': ReturnLoanOp
  /**
   * Download the receipt
   * GET /loans/{loanId}/receipt
   */
  getReceipt: GetReceiptOp
  /** Download the receipt */
  'GET /loans/{loanId}/receipt': GetReceiptOp
  /**
   * List members
   * GET /members
   */
  listMembers: ListMembersOp
  /** List members */
  'GET /members': ListMembersOp
  /**
   * Join
   * POST /members
   */
  createMember: CreateMemberOp
  /** Join */
  'POST /members': CreateMemberOp
  /**
   * Look at one member
   * GET /members/{memberId}
   */
  getMember: GetMemberOp
  /** Look at one member */
  'GET /members/{memberId}': GetMemberOp
  /**
   * When the shed is open
   * GET /shed/hours
   */
  getOpeningHours: GetOpeningHoursOp
  /** When the shed is open */
  'GET /shed/hours': GetOpeningHoursOp
  /**
   * Watch things come and go
   * GET /shed/events
   */
  watchShed: WatchShedOp
  /** Watch things come and go */
  'GET /shed/events': WatchShedOp
}

export interface DocumentSchemas {
  Camping: Camping
  Condition: Condition
  Day: Day
  Instrument: Instrument
  Kitchen: Kitchen
  Loan: Loan
  LoanList: LoanList
  LoanStatus: LoanStatus
  Member: Member
  MemberList: MemberList
  NewLoan: NewLoan
  NewMember: NewMember
  NewMemberRequest: NewMemberRequest
  NewReservation: NewReservation
  NewThing: NewThing
  OpeningHours: OpeningHours
  Page: Page
  Photo: Photo
  PhotoList: PhotoList
  Problem: Problem
  Reservation: Reservation
  ReservationList: ReservationList
  Return: Return
  ShedEvent: ShedEvent
  Shot: Shot
  Thing: Thing
  ThingBorrowed: ThingBorrowed
  ThingFields: ThingFields
  ThingKind: ThingKind
  ThingList: ThingList
  ThingName: ThingName
  ThingPatch: ThingPatch
  ThingReturned: ThingReturned
  ThingStatus: ThingStatus
  Tool: Tool
}

export interface AddPhotoOp extends OperationTypes {
  params: {
    /** @format uuid */
    thingId: string
  }
  body: {
    /**
     * JPEG or PNG, at most 5 MB.
     * @format binary
     */
    photo: RequestBytes
    caption?: string
    shot?: Shot
  }
  replies: {
    201: Photo
    401: Problem
    404: Problem
    422: Problem
  }
  success: 201
  replyHeaders: 'Location' | 'WWW-Authenticate'
}

export type Camping = ThingFields & {
  kind: 'camping'
  sleeps: number
  seasons?: ('spring' | 'summer' | 'autumn' | 'winter')[]
}

export interface CancelReservationOp extends OperationTypes {
  params: {
    /** @format uuid */
    thingId: string
    /** @format uuid */
    reservationId: string
  }
  replies: {
    204: undefined
    401: Problem
    404: Problem
  }
  success: 204
  replyHeaders: 'WWW-Authenticate'
}

export type Condition = 'fine' | 'needs-cleaning' | 'broken'

export interface CreateLoanOp extends OperationTypes {
  body: NewLoan
  replies: {
    201: Loan
    401: Problem
    409: Problem
    422: Problem
  }
  success: 201
  replyHeaders: 'Location' | 'WWW-Authenticate'
}

export interface CreateMemberOp extends OperationTypes {
  body: NewMemberRequest
  replies: {
    201: Member
    401: Problem
    409: Problem
    422: Problem
  }
  success: 201
  replyHeaders: 'Location' | 'WWW-Authenticate'
}

export interface CreateReservationOp extends OperationTypes {
  params: {
    /** @format uuid */
    thingId: string
  }
  body: NewReservation
  replies: {
    201: Reservation
    401: Problem
    404: Problem
    409: Problem
    422: Problem
  }
  success: 201
  replyHeaders: 'Location' | 'WWW-Authenticate'
}

export interface CreateThingOp extends OperationTypes {
  body: NewThing
  replies: {
    201: Thing
    400: Problem
    401: Problem
    422: Problem
  }
  success: 201
  replyHeaders: 'Location' | 'WWW-Authenticate'
}

export interface Day {
  day: DayDay
  opens: string
  closes: string
}

export type DayDay = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday'

export interface DeleteThingOp extends OperationTypes {
  params: {
    /** @format uuid */
    thingId: string
  }
  replies: {
    204: undefined
    401: Problem
    404: Problem
    409: Problem
  }
  success: 204
  replyHeaders: 'WWW-Authenticate'
}

export interface ExportLoansOp extends OperationTypes {
  query: {
    /** @format date */
    from: string
    /** @format date */
    until?: string
  }
  replies: {
    200: string
    400: Problem
    401: Problem
  }
  success: 200
  replyHeaders: 'Content-Disposition' | 'WWW-Authenticate'
}

export interface GetLabelOp extends OperationTypes {
  params: {
    /** @format uuid */
    thingId: string
  }
  replies: {
    200: ReplyBytes
    401: Problem
    404: Problem
  }
  success: 200
  replyHeaders: 'WWW-Authenticate'
}

export interface GetLoanOp extends OperationTypes {
  params: {
    /** @format uuid */
    loanId: string
  }
  replies: {
    200: Loan
    401: Problem
    404: Problem
  }
  success: 200
  replyHeaders: 'WWW-Authenticate'
}

export interface GetMemberOp extends OperationTypes {
  params: {
    /** @format uuid */
    memberId: string
  }
  replies: {
    200: Member
    401: Problem
    404: Problem
  }
  success: 200
  replyHeaders: 'WWW-Authenticate'
}

export interface GetOpeningHoursOp extends OperationTypes {
  replies: {
    200: OpeningHours
    429: Problem
  }
  success: 200
  replyHeaders: 'Retry-After'
}

export interface GetReceiptOp extends OperationTypes {
  params: {
    /** @format uuid */
    loanId: string
  }
  replies: {
    200: ReplyBytes
    401: Problem
    404: Problem
  }
  success: 200
  replyHeaders: 'WWW-Authenticate'
}

export interface GetThingOp extends OperationTypes {
  params: {
    /** @format uuid */
    thingId: string
  }
  replies: {
    200: Thing
    404: Problem
  }
  success: 200
  replyHeaders: 'ETag'
}

export type Instrument = ThingFields & {
  kind: 'instrument'
  family: 'strings' | 'wind' | 'keys' | 'percussion'
  comesWith?: string[]
}

export type Kitchen = ThingFields & {
  kind: 'kitchen'
  serves: number
  dishwasherSafe?: boolean
}

export interface ListLoansOp extends OperationTypes {
  query: ListLoansQuery
  replies: {
    200: LoanList
    400: Problem
    401: Problem
  }
  success: 200
  replyHeaders: 'WWW-Authenticate'
}

export interface ListLoansQuery {
  /** Which page, from 1. */
  page?: number
  /** How many on a page. */
  limit?: number
  /** @format uuid */
  memberId?: string
  status?: LoanStatus
  /** @format date */
  dueBefore?: string
  sort?: 'dueOn' | '-dueOn' | 'borrowedAt' | '-borrowedAt'
}

export interface ListMembersOp extends OperationTypes {
  query: {
    /** Which page, from 1. */
    page?: number
    /** How many on a page. */
    limit?: number
    /** Part of a name or address. */
    q?: string
  }
  replies: {
    200: MemberList
    401: Problem
  }
  success: 200
  replyHeaders: 'WWW-Authenticate'
}

export interface ListPhotosOp extends OperationTypes {
  params: {
    /** @format uuid */
    thingId: string
  }
  query: {
    /** Which page, from 1. */
    page?: number
    /** How many on a page. */
    limit?: number
  }
  replies: {
    200: PhotoList
    404: Problem
  }
  success: 200
}

export interface ListReservationsOp extends OperationTypes {
  params: {
    /** @format uuid */
    thingId: string
  }
  query: {
    /** Which page, from 1. */
    page?: number
    /** How many on a page. */
    limit?: number
    /**
     * Only this member's.
     * @format uuid
     */
    memberId?: string
  }
  replies: {
    200: ReservationList
    401: Problem
    404: Problem
  }
  success: 200
  replyHeaders: 'WWW-Authenticate'
}

export interface ListThingsOp extends OperationTypes {
  query: ListThingsQuery
  replies: {
    200: ThingList
    400: Problem
    429: Problem
  }
  success: 200
  replyHeaders: 'Link' | 'X-RateLimit-Limit' | 'X-RateLimit-Remaining' | 'Retry-After'
}

export interface ListThingsQuery {
  /** Which page, from 1. */
  page?: number
  /** How many on a page. */
  limit?: number
  /** A word in the name or description, such as `drill`. */
  q?: string
  /** One or several: `?kind=tool&kind=kitchen`. */
  kind?: ThingKind[]
  status?: ThingStatus
  /** A minus sign turns the order round. */
  sort?: 'name' | '-name' | 'createdAt' | '-createdAt'
}

export type Loan = NewLoan & {
  /** @format uuid */
  id: string
  status: LoanStatus
  /** @format date-time */
  borrowedAt: string
  /**
   * `null` while it is away.
   * @format date-time
   */
  returnedAt: string | null
  /** How it came back, `null` while it is away. */
  condition: Condition | null
}

export interface LoanList {
  data: Loan[]
  page: Page
}

export type LoanStatus = 'out' | 'overdue' | 'returned'

export type Member = NewMember & {
  /** @format uuid */
  id: string
  /** @format date-time */
  createdAt: string
}

export interface MemberList {
  data: Member[]
  page: Page
}

export interface NewLoan {
  /** @format uuid */
  thingId: string
  /** @format uuid */
  memberId: string
  /** @format date */
  dueOn: string
}

export interface NewMember {
  name: string
  /** @format email */
  email: string
  phone?: string | null
}

export interface NewMemberRequest {
  name: string
  /** @format email */
  email: string
  phone?: string | null
  /** Opens the door outside the opening hours. Never shown again. */
  pin?: string
}

export interface NewReservation {
  /** @format uuid */
  memberId: string
  /** @format date */
  from: string
  /** @format date */
  until: string
  note?: string
}

/** A thing as the desk describes it. Which further fields there are depends on `kind`. */
export type NewThing = Tool | Camping | Kitchen | Instrument

export interface OpeningHours {
  note?: string
  days: Day[]
}

/** Where in the list this is. */
export interface Page {
  number: number
  limit: number
  /** On all pages together. */
  total: number
}

export interface Photo {
  /** @format uuid */
  id: string
  /** @format uuid */
  thingId: string
  /** @format uri */
  url: string
  mediaType: 'image/jpeg' | 'image/png'
  /** In pixels. */
  width: number
  /** In pixels. */
  height: number
  caption: string | null
  /** @format date-time */
  createdAt: string
}

export interface PhotoList {
  data: Photo[]
  page: Page
}

/** What went wrong, for people (`title`, `detail`) and for programs (`type`, `errors`). */
export interface Problem {
  /**
   * Names the kind of problem.
   * @format uri
   */
  type: string
  title: string
  status: number
  /** What happened this time. */
  detail?: string
  /** Field by field, when the body was wrong. */
  errors?: {
    /** @format json-pointer */
    pointer: string
    message: string
  }[]
}

export interface ReplaceThingOp extends OperationTypes {
  params: {
    /** @format uuid */
    thingId: string
  }
  body: NewThing
  replies: {
    200: Thing
    401: Problem
    404: Problem
    422: Problem
  }
  success: 200
  replyHeaders: 'ETag' | 'WWW-Authenticate'
}

export type Reservation = NewReservation & {
  /** @format uuid */
  id: string
  /** @format uuid */
  thingId: string
  /** @format date-time */
  createdAt: string
}

export interface ReservationList {
  data: Reservation[]
  page: Page
}

export interface Return {
  condition: Condition
  note?: string
}

export interface ReturnLoanOp extends OperationTypes {
  params: {
    /** @format uuid */
    loanId: string
  }
  body: Return
  replies: {
    200: Loan
    401: Problem
    404: Problem
    422: Problem
  }
  success: 200
  replyHeaders: 'WWW-Authenticate'
}

export interface SetCoverOp extends OperationTypes {
  params: {
    /** @format uuid */
    thingId: string
  }
  body: RequestBytes
  replies: {
    200: Photo
    401: Problem
    404: Problem
  }
  success: 200
  replyHeaders: 'WWW-Authenticate'
}

/** Something left or came back. */
export type ShedEvent = ThingBorrowed | ThingReturned

/** Who took the photo, and when. */
export interface Shot {
  takenBy?: string
  /** @format date */
  takenOn?: string
}

/** A thing on the shelf, or out on loan. */
export type Thing = NewThing & {
  /** @format uuid */
  id: string
  /** Printed on the sticker. */
  label: string
  status: ThingStatus
  /**
   * The day it is expected back; `null` unless it is on loan.
   * @format date
   */
  dueBack: string | null
  /** @format uri */
  coverUrl: string | null
  /** @format date-time */
  createdAt: string
}

export interface ThingBorrowed {
  type: 'thing.borrowed'
  /** @format date-time */
  at: string
  thing: ThingName
  /** @format date */
  dueOn: string
}

/** What all kinds have in common. */
export interface ThingFields {
  kind: ThingKind
  name: string
  description?: string
  /** Row and place in the shed. */
  shelf: string
  /** In euro cents. */
  depositCents: number
  /** The longest it may be away. */
  maxDays: number
  /** @format uri */
  manualUrl?: string | null
  /** What one wants to know before carrying it home. */
  specs?: {
    [key: string]: string
  }
}

export type ThingKind = 'tool' | 'camping' | 'kitchen' | 'instrument'

export interface ThingList {
  data: Thing[]
  page: Page
}

export interface ThingName {
  /** @format uuid */
  id: string
  name: string
}

/** Only what changes. */
export interface ThingPatch {
  name?: string
  description?: string
  shelf?: string
  depositCents?: number
  maxDays?: number
  status?: 'available' | 'in-repair'
}

export interface ThingReturned {
  type: 'thing.returned'
  /** @format date-time */
  at: string
  thing: ThingName
  condition: Condition
}

export type ThingStatus = 'available' | 'on-loan' | 'in-repair'

export type Tool = ThingFields & {
  kind: 'tool'
  power: 'hand' | 'mains' | 'battery' | 'petrol'
  /** The desk shows how to use it safely. */
  needsBriefing?: boolean
}

export interface UpdateThingOp extends OperationTypes {
  params: {
    /** @format uuid */
    thingId: string
  }
  body: ThingPatch
  replies: {
    200: Thing
    401: Problem
    404: Problem
    422: Problem
  }
  success: 200
  replyHeaders: 'ETag' | 'WWW-Authenticate'
}

export interface WatchShedOp extends OperationTypes {
  replies: {
    200: ShedEvent | ShedEvent[]
    429: Problem
  }
  success: 200
  replyHeaders: 'Retry-After'
}
