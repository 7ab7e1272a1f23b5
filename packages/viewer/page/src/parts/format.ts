/** How numbers and times are written for people. Absent values are written as nothing, never as 0. */

const integers = new Intl.NumberFormat('en');
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const clockWithMillis = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const whole = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'long',
});

/** A length of time in milliseconds: `0.4 ms`, `38 ms`, `1.24 s`, `3 min 5 s`. */
export function formatDuration(millis: number): string {
  if (millis < 0) return `−${formatDuration(-millis)}`;
  if (millis === 0) return '0 ms';
  if (millis < 10) return `${trim(millis.toFixed(millis < 1 ? 2 : 1))} ms`;
  if (millis < 999.5) return `${Math.round(millis)} ms`;
  if (millis < 59_950) return `${trim((millis / 1000).toFixed(millis < 9_995 ? 2 : 1))} s`;
  const seconds = Math.round(millis / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A count with separators: `12,345`. */
export function formatCount(count: number): string {
  return integers.format(count);
}

/** A count that has little room: `12.3K`. */
export function formatShortCount(count: number): string {
  return count < 10_000 ? integers.format(count) : short.format(count);
}

/** An amount of money with as many digits as say something: `$0.00042`, `€1.20`. */
export function formatCost(amount: number, currency: string): string {
  const digits =
    amount === 0 || Math.abs(amount) >= 1 ? 2 : 2 - Math.floor(Math.log10(Math.abs(amount)));
  try {
    return new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
      minimumFractionDigits: 2,
      maximumFractionDigits: Math.min(digits, 9),
    }).format(amount);
  } catch {
    // Not a code that the browser knows.
    return `${amount} ${currency}`;
  }
}

/** A size in bytes: `512 B`, `14 kB`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${trim((bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0))} kB`;
  return `${trim((bytes / 1_000_000).toFixed(1))} MB`;
}

/** A part of a whole as per cent; `<1%` for what is little but not nothing. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.01) return '<1%';
  return `${Math.round(share * 100)}%`;
}

/** A moment today as its time, another one with its day. */
export function formatMoment(unixMillis: number, nowMillis: number = Date.now()): string {
  const moment = new Date(unixMillis);
  const sameDay = moment.toDateString() === new Date(nowMillis).toDateString();
  return (sameDay ? clock : dayAndTime).format(moment);
}

/** A time of day with milliseconds. */
export function formatClock(unixMillis: number): string {
  return clockWithMillis.format(new Date(unixMillis));
}

/** A moment in full, with its time zone. */
export function formatWholeMoment(unixMillis: number): string {
  return whole.format(new Date(unixMillis));
}

function trim(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}
