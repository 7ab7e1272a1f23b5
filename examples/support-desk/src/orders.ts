/** The shop's orders, and what support may do with them. */

/** One order. */
export interface Order {
  readonly id: string;
  readonly item: string;
  readonly euros: number;
  readonly status: 'packed' | 'shipped' | 'delivered';
  /** Days since delivery. Absent before it. */
  readonly daysSinceDelivery?: number;
}

const RETURN_DAYS = 30;

const orders: readonly Order[] = [
  { id: '1042', item: 'wool jumper', euros: 79, status: 'shipped' },
  { id: '1043', item: 'leather boots', euros: 189, status: 'delivered', daysSinceDelivery: 12 },
  { id: '1044', item: 'rain jacket', euros: 149, status: 'delivered', daysSinceDelivery: 61 },
  { id: '1045', item: 'canvas bag', euros: 39, status: 'packed' },
];

/** Thrown when an order may not be paid back. */
export class NotRefundableError extends Error {
  override readonly name = 'NotRefundableError';
}

/**
 * Finds an order.
 *
 * @throws {Error} when there is none.
 */
export function findOrder(id: string): Order {
  const order = orders.find((candidate) => candidate.id === id);
  if (order === undefined) throw new Error(`There is no order ${id}.`);
  return order;
}

/**
 * Pays an order back.
 *
 * @throws {NotRefundableError} when the time for returns is over, or it was never delivered.
 */
export function refund(id: string): { readonly id: string; readonly refundedEuros: number } {
  const { status, daysSinceDelivery, euros } = findOrder(id);
  if (daysSinceDelivery === undefined) {
    throw new NotRefundableError(
      `Order ${id} is ${status}: only a delivered order can be refunded.`,
    );
  }
  if (daysSinceDelivery > RETURN_DAYS) {
    throw new NotRefundableError(
      `Order ${id} was delivered ${daysSinceDelivery} days ago, and refunds end after ${RETURN_DAYS}.`,
    );
  }
  return { id, refundedEuros: euros };
}
