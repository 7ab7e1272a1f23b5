/** The shop's help articles: what the agent may know. */

/** One article. */
export interface Article {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

const article = (id: string, title: string, text: string): Article => ({ id, title, text });

/** All articles. */
export const articles: readonly Article[] = [
  article(
    'returns-window',
    'How long can I return an item?',
    'You can return any unworn item within 30 days of delivery. Start the return in your account, print the label and drop the parcel at any post office.',
  ),
  article(
    'returns-cost',
    'What does a return cost?',
    'Returns are free from within the country. From abroad the return label costs 6 euros, which we take off your refund.',
  ),
  article(
    'returns-sale',
    'Can I return sale items?',
    'Sale items can be returned like all others, except underwear and earrings, which cannot be returned once opened.',
  ),
  article(
    'refund-time',
    'When do I get my refund?',
    'We refund within five working days after the return parcel reaches our warehouse, to the payment method you used.',
  ),
  article(
    'refund-gift-card',
    'How are gift card payments refunded?',
    'An order paid by gift card is refunded as a new gift card with the same balance, sent to you by e-mail.',
  ),
  article(
    'exchange',
    'Can I exchange an item for another size?',
    'Choose exchange instead of return in your account. We send the new size as soon as the carrier scans your parcel.',
  ),
  article(
    'shipping-time',
    'How long does delivery take?',
    'Standard delivery takes two to four working days. Express delivery arrives the next working day when you order before noon.',
  ),
  article(
    'shipping-cost',
    'What does delivery cost?',
    'Standard delivery costs 4 euros and is free from 50 euros on. Express delivery costs 9 euros.',
  ),
  article(
    'shipping-abroad',
    'What does delivery abroad cost?',
    'Delivery to Norway, Switzerland and every country of the European Union costs 12 euros. Customs are included in the price.',
  ),
  article(
    'shipping-tracking',
    'How do I track my parcel?',
    'The tracking number is in the shipping e-mail and in your account under orders. It works a few hours after the parcel has left.',
  ),
  article(
    'parcel-lost',
    'My parcel is lost',
    'If the tracking has not changed for five working days, tell us. We search for the parcel with the carrier and send a replacement.',
  ),
  article(
    'parcel-damaged',
    'My parcel arrived damaged',
    'Take a photo of the box and of the item and send both within seven days. We replace the item or refund it, as you like.',
  ),
  article(
    'order-cancel',
    'Can I cancel my order?',
    'An order can be cancelled until it is packed, usually for two hours. The button is in your account next to the order.',
  ),
  article(
    'order-change-address',
    'Can I change the delivery address?',
    'You can change the address until the parcel leaves our warehouse. Afterwards the carrier offers to redirect it on the tracking page.',
  ),
  article(
    'order-missing-item',
    'An item is missing from my parcel',
    'We sometimes ship in two parcels. If the shipping e-mail does not mention a second one, write to us and we send the missing item.',
  ),
  article(
    'payment-methods',
    'How can I pay?',
    'You can pay by card, bank transfer, invoice within 14 days, or gift card. Card payments are taken when the parcel leaves.',
  ),
  article(
    'payment-declined',
    'My card was declined',
    'Check the billing address and the limit of the card. Banks often ask for confirmation in their app; the order waits for it for one hour.',
  ),
  article(
    'payment-invoice',
    'How does payment by invoice work?',
    'You have 14 days after delivery to pay an invoice. The bank details and the reference are on the invoice in the parcel.',
  ),
  article(
    'invoice-copy',
    'I need a copy of my invoice',
    'Every invoice is in your account under orders, as a PDF. Company names can be added for seven days after the order.',
  ),
  article(
    'discount-codes',
    'How do discount codes work?',
    'Enter the code in the basket. One code per order; codes do not apply to gift cards and cannot be added afterwards.',
  ),
  article(
    'discount-students',
    'Is there a student discount?',
    'Students get 10 percent off all year. Confirm your student e-mail address in your account to activate it.',
  ),
  article(
    'gift-cards',
    'How do gift cards work?',
    'A gift card is sent by e-mail at once and is valid for three years. The balance can be used over several orders.',
  ),
  article(
    'gift-wrapping',
    'Do you wrap gifts?',
    'Gift wrapping costs 3 euros an item, with a card for a short message. The price is not printed on the delivery note.',
  ),
  article(
    'account-password',
    'I forgot my password',
    'Use the link on the sign-in page. The e-mail to reset your password is valid for one hour; look in the spam folder, too.',
  ),
  article(
    'account-delete',
    'How do I delete my account?',
    'You can delete your account in the settings. Invoices are kept for ten years, as the law demands; everything else is erased.',
  ),
  article(
    'account-email',
    'How do I change my e-mail address?',
    'Change the address in the settings and confirm the e-mail that we send to the new one. Open orders move with it.',
  ),
  article(
    'size-guide',
    'Which size fits me?',
    'Each product page has a size table in centimetres. Shoes run small: between two sizes take the larger one.',
  ),
  article(
    'care-wool',
    'How do I wash wool?',
    'Wash wool by hand or in the wool cycle at 30 degrees, with a mild detergent, and dry it flat. Never use the tumble dryer.',
  ),
  article(
    'care-leather',
    'How do I care for leather shoes?',
    'Let leather dry slowly, brush it, and use wax every few weeks. A waterproofing spray before the first wear helps against rain.',
  ),
  article(
    'warranty',
    'What does the warranty cover?',
    'We give two years of warranty on faults of material and stitching. Wear of soles and zips through use is not covered.',
  ),
  article(
    'repair',
    'Do you repair items?',
    'We repair bags and jackets of our own brand, for free in the first two years and at cost afterwards. Repairs take three weeks.',
  ),
  article(
    'stock-alert',
    'When is an item back in stock?',
    'Press the bell on the product page and we write to you when your size is back. Most items return within four weeks.',
  ),
  article(
    'store-pickup',
    'Can I pick up my order in a shop?',
    'Choose pick-up at checkout. The order is ready the next day, is kept for ten days, and can be tried on and returned there.',
  ),
  article(
    'support-hours',
    'When can I reach support?',
    'Our support answers on weekdays from 8 to 18 and on Saturdays from 10 to 14. At night this assistant helps you.',
  ),
];

/** What of an article is embedded: its title says best what it is about. */
export function searchText({ title, text }: Article): string {
  return `${title} ${title} ${title} ${text}`;
}
