/** Makes this application observable. Imported first, though the order does not matter. */
import { instrument } from 'spanwise';

instrument({ serviceName: 'support-desk' });
