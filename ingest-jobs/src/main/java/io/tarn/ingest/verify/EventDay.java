package io.tarn.ingest.verify;

import io.tarn.core.config.RowSettings;
import io.tarn.ingest.verify.JsonValue.Obj;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The day an event belongs to, worked out from the archive: that of its event time, unless there is none, it is later
 * than received-at plus 24 hours or outside the years 1 to 9999; then the day it was received. The day of a partition
 * is a value too. Thread-safe.
 */
final class EventDay {
    private static final BigDecimal DAY = BigDecimal.valueOf(86_400_000_000L);

    private final List<String> field;
    private final @Nullable InstantText format;

    EventDay(RowSettings.@Nullable EventTime time) {
        this.field = time == null ? List.of() : Provenance.steps(time.field());
        this.format = time == null ? null : InstantText.of(time.format(), time.zone());
    }

    LocalDate of(Obj event, long receivedMicros) {
        BigDecimal received = BigDecimal.valueOf(receivedMicros);
        JsonValue value = format == null ? null : Provenance.find(event, field);
        BigDecimal time = value == null || format == null ? null : format.micros(value);
        if (time != null) {
            // What counts is the microsecond that the instant lies in.
            time = time.setScale(0, RoundingMode.FLOOR);
        }
        if (time == null || time.compareTo(received.add(DAY)) > 0 || !inCalendar(day(time))) {
            return LocalDate.ofEpochDay(day(received));
        }
        return LocalDate.ofEpochDay(day(time));
    }

    private static long day(BigDecimal micros) {
        return micros.divide(DAY, 0, RoundingMode.FLOOR).longValue();
    }

    private static boolean inCalendar(long epochDay) {
        return epochDay >= LocalDate.of(1, 1, 1).toEpochDay()
                && epochDay <= LocalDate.of(9999, 12, 31).toEpochDay();
    }
}
