package io.tarn.core.time;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** ISO 8601 calendar dates and date-times; also with a blank instead of T, as databases write them. */
record IsoText(ZoneId zone) implements TimeText.Format {
    private static final int[] MONTH_DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final long SECONDS_PER_DAY = 86_400;

    @Override
    public boolean takesNumbers() {
        return false;
    }

    @Override
    public long micros(byte[] text, int from, int to, boolean exact) {
        return new Scan(text, from, to).micros(zone, exact);
    }

    /** {@code YYYY-MM-DD} and nothing else. */
    static long epochDay(byte[] text, int from, int to) {
        if (to - from != 10) {
            return TimeText.NONE;
        }
        long day = new Scan(text, from, to).date();
        return text[from + 4] == '-' ? day : TimeText.NONE;
    }

    /** One pass over one text; {@code failed} once something is not as it should be. */
    private static final class Scan {
        private final byte[] text;
        private final int to;
        private int at;
        private boolean failed;

        Scan(byte[] text, int from, int to) {
            this.text = text;
            this.at = from;
            this.to = to;
        }

        long micros(ZoneId zone, boolean exact) {
            long day = date();
            if (failed) {
                return TimeText.NONE;
            }
            long second = day * SECONDS_PER_DAY;
            long micro = 0;
            long offset = Long.MIN_VALUE;
            if (at < to) {
                if (!accept('T') && !accept('t') && !accept(' ')) {
                    return TimeText.NONE;
                }
                second += timeOfDay();
                micro = fraction(exact);
                offset = offset();
            }
            if (failed || at < to) {
                return TimeText.NONE;
            }
            long shift = offset == Long.MIN_VALUE ? offsetIn(zone, second) : offset;
            return (second - shift) * 1_000_000 + micro;
        }

        /** Days since 1970-01-01. */
        long date() {
            int year = digits(4);
            boolean extended = accept('-');
            int month = digits(2);
            if (extended && !accept('-')) {
                failed = true;
            }
            int day = digits(2);
            if (failed || year == 0 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
                failed = true;
                return TimeText.NONE;
            }
            return epochDay(year, month, day);
        }

        private long timeOfDay() {
            int hour = digits(2);
            boolean extended = accept(':');
            int minute = digits(2);
            int second = 0;
            if (extended ? accept(':') : at < to && isDigit(text[at])) {
                second = digits(2);
            }
            failed |= hour > 23 || minute > 59 || second > 59;
            return hour * 3600L + minute * 60L + second;
        }

        private long fraction(boolean exact) {
            if (!accept('.') && !accept(',')) {
                return 0;
            }
            long micro = 0;
            int count = 0;
            for (; at < to && isDigit(text[at]); at++) {
                int digit = text[at] - '0';
                if (count++ < 6) {
                    micro = micro * 10 + digit;
                } else {
                    failed |= exact && digit != 0;
                }
            }
            failed |= count == 0;
            for (int i = count; i < 6; i++) {
                micro *= 10;
            }
            return micro;
        }

        /** Seconds east of UTC, or MIN_VALUE where none is given. */
        private long offset() {
            if (at == to) {
                return Long.MIN_VALUE;
            }
            accept(' ');
            if (accept('Z') || accept('z')) {
                return 0;
            }
            boolean west = accept('-');
            if (!west && !accept('+')) {
                failed = true;
                return 0;
            }
            int hours = digits(2);
            int minutes = at < to && (accept(':') || isDigit(text[at])) ? digits(2) : 0;
            failed |= hours > 18 || minutes > 59;
            long seconds = hours * 3600L + minutes * 60L;
            return west ? -seconds : seconds;
        }

        private static long offsetIn(ZoneId zone, long localSecond) {
            if (zone == ZoneOffset.UTC) {
                return 0;
            }
            return localSecond
                    - LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC)
                            .atZone(zone)
                            .toEpochSecond();
        }

        private int digits(int count) {
            if (at + count > to) {
                failed = true;
                return 0;
            }
            int value = 0;
            for (int i = 0; i < count; i++) {
                byte c = text[at++];
                failed |= !isDigit(c);
                value = value * 10 + (c - '0');
            }
            return value;
        }

        private boolean accept(char c) {
            if (at < to && text[at] == c) {
                at++;
                return true;
            }
            return false;
        }

        private static boolean isDigit(byte c) {
            return c >= '0' && c <= '9';
        }

        private static int daysOf(int year, int month) {
            boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            return month == 2 && leap ? 29 : MONTH_DAYS[month - 1];
        }

        /** The days_from_civil of H. Hinnant's "chrono-compatible low-level date algorithms", for years after 0. */
        private static long epochDay(int year, int month, int day) {
            int y = month <= 2 ? year - 1 : year;
            int era = y / 400;
            int yearOfEra = y - era * 400;
            int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
            int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
            return era * 146_097L + dayOfEra - 719_468;
        }
    }
}
