package io.tarn.landing.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When the frames of an import count as received. Immutable. */
public final class ReceivedAt {
    /** Date, or date and time, in ISO 8601's extended or basic form, not in the middle of a longer number. */
    private static final Pattern IN_NAME = Pattern.compile("(?<![0-9])(?:"
            + "(\\d{4})-(\\d{2})-(\\d{2})(?:T(\\d{2})(?::(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?)?(Z|[+-]\\d{2}(?::?\\d{2})?)?)?"
            + "|(\\d{4})(\\d{2})(\\d{2})(?:T(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:[.,](\\d{1,9}))?)?)?(Z|[+-]\\d{2}(?::?\\d{2})?)?)?"
            + ")(?![0-9])");

    private enum Kind {
        NOW,
        MTIME,
        NAME,
        FIXED
    }

    private final Kind kind;
    private final @Nullable Instant fixed;

    private ReceivedAt(Kind kind, @Nullable Instant fixed) {
        this.kind = kind;
        this.fixed = fixed;
    }

    /** The time of the import. */
    public static ReceivedAt now() {
        return new ReceivedAt(Kind.NOW, null);
    }

    /**
     * Reads {@code now}, {@code mtime}, {@code name} or an instant or date; {@link IllegalArgumentException} for
     * anything else.
     */
    public static ReceivedAt parse(String text) {
        return switch (text) {
            case "now" -> now();
            case "mtime" -> new ReceivedAt(Kind.MTIME, null);
            case "name" -> new ReceivedAt(Kind.NAME, null);
            default ->
                new ReceivedAt(
                        Kind.FIXED,
                        fixed(text)
                                .orElseThrow(
                                        () -> new IllegalArgumentException(
                                                "'" + text
                                                        + "' is none of now, mtime, name, nor an instant as 2026-11-22T17:30:00Z or a date as 2026-11-22")));
        };
    }

    /** Whether it can be told for a stream too, which has neither name nor time. */
    public boolean needsFile() {
        return kind == Kind.MTIME || kind == Kind.NAME;
    }

    /** For one leaf; empty where its name has no date. */
    Optional<Instant> of(Instant now, Instant modified, String file, String member) {
        return switch (kind) {
            case NOW -> Optional.of(now);
            case MTIME -> Optional.of(modified);
            case FIXED -> Optional.ofNullable(fixed);
            case NAME -> inName(last(member)).or(() -> inName(member)).or(() -> inName(last(file)));
        };
    }

    /** The first date or instant in a name; where only a date is given, its beginning in UTC. */
    static Optional<Instant> inName(String name) {
        Matcher m = IN_NAME.matcher(name);
        for (int from = 0; m.find(from); from = m.start() + 1) {
            Optional<Instant> at = m.group(1) != null ? instant(m, 1) : instant(m, 9);
            if (at.isPresent()) {
                return at;
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> fixed(String text) {
        Matcher m = IN_NAME.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        return m.group(1) != null ? instant(m, 1) : instant(m, 9);
    }

    private static Optional<Instant> instant(Matcher m, int group) {
        try {
            LocalDate date = LocalDate.of(number(m, group), number(m, group + 1), number(m, group + 2));
            String fraction = m.group(group + 6) == null ? "" : m.group(group + 6);
            int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
            LocalTime time = LocalTime.of(number(m, group + 3), number(m, group + 4), number(m, group + 5), nanos);
            String zone = m.group(group + 7) == null ? "Z" : m.group(group + 7);
            return Optional.of(
                    OffsetDateTime.of(date, time, ZoneOffset.of(zone)).toInstant());
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private static int number(Matcher m, int group) {
        return m.group(group) == null ? 0 : Integer.parseInt(m.group(group));
    }

    private static String last(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('!')) + 1);
    }
}
