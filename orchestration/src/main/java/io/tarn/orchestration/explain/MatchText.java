package io.tarn.orchestration.explain;

import io.tarn.orchestration.cli.Numbers;
import io.tarn.orchestration.cli.Printable;
import io.tarn.orchestration.explain.Match.Event;
import io.tarn.orchestration.explain.Match.Row;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A match for people; escaped, so that nothing in an event steers a terminal. */
final class MatchText {
    private static final int SHOWN = 2_000;

    private MatchText() {}

    static void print(Match match, PrintWriter out) {
        out.println(match.collection() + ": event " + Printable.line(match.eventId(), 200));
        Event event = match.event();
        if (event == null) {
            out.println("  archived   " + place(match) + ", and cannot be read any more");
        } else {
            out.println("  received   " + event.receivedAt()
                    + (event.source() == null ? "" : " from " + Printable.line(event.source(), 200)));
            out.println("  archived   " + place(match) + ", " + Numbers.count(event.size(), "byte"));
        }
        out.println("  " + fate(match));
        Row row = match.row();
        if (row != null) {
            out.println("  in         " + Printable.line(row.file()) + ", row group " + row.rowGroup() + ", row "
                    + Numbers.count(row.row()));
        }
        if (event != null) {
            out.println("  " + Printable.line(new String(event.payload(), StandardCharsets.UTF_8), SHOWN));
        }
        out.println();
    }

    private static String place(Match match) {
        return match.segment() + ":" + match.seq();
    }

    private static String fate(Match match) {
        return switch (match.fate()) {
            case PUBLISHED -> "published  " + day(match);
            case WAITING -> "waiting    " + day(match) + "; the next compaction that appends to it shows it";
            case QUARANTINED ->
                "set aside  " + match.reason() + ": " + Printable.line(Objects.requireNonNullElse(match.detail(), ""));
            case DEDUPLICATED -> "dropped    as a repetition of " + repeated(match);
            case PENDING ->
                match.logRecord() == null
                        ? "pending    no compaction has taken it yet: tarn compact"
                        : "pending    its compaction was not finished: tarn compact goes on";
        };
    }

    private static String day(Match match) {
        Row row = Objects.requireNonNull(match.row());
        return "day " + row.day() + " (" + row.state() + "), by log record " + match.logRecord();
    }

    private static String repeated(Match match) {
        if (match.repeats() == null) {
            return "a row that was not found: tarn verify";
        }
        return match.repeats() + (match.detail() == null ? "" : "; " + match.detail());
    }
}
