package io.tarn.landing;

import io.tarn.core.CollectionName;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one spool file holds: {@code {writer}/{epoch}-{collection}-{received day}.spool}. One spool file becomes one
 * segment.
 *
 * @param epoch six digits in base 36, so that the order of names is the order of landing
 */
record SpoolName(String writer, String epoch, CollectionName collection, LocalDate received) {
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9]+)-([a-z0-9][a-z0-9_]{0,62})-(\\d{4}-\\d{2}-\\d{2})\\.spool");

    /** The writer's {@code number}th file. */
    static SpoolName of(String writer, long number, CollectionName collection, LocalDate received) {
        String digits = Long.toString(number, 36);
        String epoch = "0".repeat(Math.max(0, 6 - digits.length())) + digits;
        return new SpoolName(writer, epoch, collection, received);
    }

    /** Parses a path; empty for a file that is no spool file. */
    static Optional<SpoolName> parse(Path file) {
        Path folder = file.getParent();
        Matcher m = NAME.matcher(String.valueOf(file.getFileName()));
        if (folder == null || folder.getFileName() == null || !m.matches()) {
            return Optional.empty();
        }
        String writer = folder.getFileName().toString();
        return Optional.of(
                new SpoolName(writer, m.group(1), new CollectionName(m.group(2)), LocalDate.parse(m.group(3))));
    }

    String fileName() {
        return String.format(Locale.ROOT, "%s-%s-%s.spool", epoch, collection, Keys.iso(received));
    }

    /** The segment that {@code count} frames of this file become. */
    SegmentKey segment(long count) {
        return new SegmentKey(collection, received, writer, epoch, 0, count - 1, count);
    }
}
