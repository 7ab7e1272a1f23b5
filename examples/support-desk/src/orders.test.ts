/** Orders and refunds. */
import { describe, expect, it } from 'vitest';
import { findOrder, NotRefundableError, refund } from './orders.ts';

describe('refund', () => {
  it('pays back what was delivered within 30 days', () => {
    expect(refund('1043')).toEqual({ id: '1043', refundedEuros: 189 });
  });

  it('refuses an order that was delivered longer ago', () => {
    expect(() => refund('1044')).toThrow(
      new NotRefundableError('Order 1044 was delivered 61 days ago, and refunds end after 30.'),
    );
  });

  it('refuses an order that was not delivered', () => {
    expect(() => refund('1042')).toThrow(
      new NotRefundableError('Order 1042 is shipped: only a delivered order can be refunded.'),
    );
  });
});

describe('findOrder', () => {
  it('says that there is no such order', () => {
    expect(() => findOrder('9999')).toThrow('There is no order 9999.');
  });
});
