// The types of Tea Counter 1: written by mockserve, and written again when the document changes.
/* eslint-disable */
import type { OperationTypes, ReplyBytes, RequestBytes } from 'mockserve'

declare module 'mockserve' {
  interface Operations extends DocumentOperations {}
  interface Schemas extends DocumentSchemas {}
}

export interface DocumentOperations {
  /** GET /teas */
  listTeas: ListTeasOp
  'GET /teas': ListTeasOp
  /** POST /orders */
  createOrder: CreateOrderOp
  'POST /orders': CreateOrderOp
}

export interface DocumentSchemas {
  NewOrder: NewOrder
  Order: Order
  Tea: Tea
}

export interface CreateOrderOp extends OperationTypes {
  body: NewOrder
  replies: {
    201: Order
    503: undefined
  }
  success: 201
}

export interface ListTeasOp extends OperationTypes {
  replies: {
    200: Tea[]
  }
  success: 200
}

export interface NewOrder {
  tea: string
  cups: number
}

export interface Order {
  number: number
  tea: string
  cups: number
}

export interface Tea {
  id: string
  cents: number
}
