package io.tarn.core.config;

import io.tarn.core.TarnException;
import io.tarn.core.config.RowSettings.EventTime;
import io.tarn.core.time.TimeText;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Reads {@code event-time}, and tries a pattern before any event meets it. */
final class EventTimeReader {
    private static final List<String> FORMATS = List.of("iso8601", "epoch-s", "epoch-ms", "epoch-us");
    private static final ZonedDateTime SAMPLE = ZonedDateTime.of(2026, 11, 22, 17, 45, 30, 0, ZoneOffset.UTC);

    private final Section section;

    EventTimeReader(Section section) {
        this.section = section;
    }

    EventTime read() {
        if (!section.has("field")) {
            throw section.missing("field", "the event's time has to be somewhere", "Add it as field: /created_at");
        }
        String field = section.value("field", FieldPointer::of);
        String zone = section.value("zone", EventTimeReader::zone);
        return new EventTime(field, section.value("format", text -> format(text, zone)), zone);
    }

    private static String zone(String text) {
        try {
            return ZoneId.of(text).getId();
        } catch (DateTimeException e) {
            throw new UnfitValueException(
                    "no such time zone is known", Nearest.question(text, ZoneId.getAvailableZoneIds()));
        }
    }

    private static String format(String text, String zone) {
        if (FORMATS.contains(text)) {
            return text;
        }
        try {
            TimeText reader = TimeText.of(text, zone);
            String written = DateTimeFormatter.ofPattern(text, Locale.ENGLISH).format(SAMPLE);
            if (reader.micros(written).isEmpty()) {
                throw new UnfitValueException(
                        "a time written with this pattern, as '" + written + "', says no day when it is read again",
                        "Name year, month and day, as in uuuu-MM-dd HH:mm:ss");
            }
            return text;
        } catch (TarnException | IllegalArgumentException | DateTimeException e) {
            if (e instanceof UnfitValueException unfit) {
                throw unfit;
            }
            throw new UnfitValueException(
                    "it is none of " + String.join(", ", FORMATS) + ", and no java.time pattern",
                    Nearest.question(text, FORMATS));
        }
    }
}
