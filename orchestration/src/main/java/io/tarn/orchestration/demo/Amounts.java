package io.tarn.orchestration.demo;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Locale;

/** Money and days as people read them; the same in every locale. */
final class Amounts {
    private Amounts() {}

    static String euros(long cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }

    static String weekday(LocalDate day) {
        return day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /** {@code 18 November 2026}. */
    static String date(LocalDate day) {
        return day.getDayOfMonth() + " " + day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " "
                + day.getYear();
    }

    /** {@code 08:05}. */
    static String time(Instant at) {
        return at.atOffset(ZoneOffset.UTC).toLocalTime().toString().substring(0, 5);
    }
}
