/** Makes this application observable. Imported first, though the order does not matter. */
import { instrument, type Spanwise } from 'spanwise';

/** The running instrumentation. */
export const spanwise: Spanwise = instrument({ serviceName: 'support-desk' });
