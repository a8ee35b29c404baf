package io.tarn.landing;

import io.tarn.core.CollectionName;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one spool file holds: {@code {writer}/{epoch}-{collection}-{received day}.spool}. One spool file becomes one
 * segment. The name of a poisoned one goes on with how much of it counts, {@code .{frames}-{bytes}.spool}.
 *
 * @param epoch six digits in base 36, so that the order of names is the order of landing
 * @param cut how much of a poisoned file counts; null where all of it does
 */
record SpoolName(
        String writer,
        String epoch,
        CollectionName collection,
        LocalDate received,
        @Nullable Cut cut) {
    private static final Pattern NAME = Pattern.compile(
            "([a-z0-9]+)-([a-z0-9][a-z0-9_]{0,62})-(\\d{4}-\\d{2}-\\d{2})" + "(?:\\.(\\d{1,18})-(\\d{1,18}))?\\.spool");

    /**
     * What was forced before a force failed.
     *
     * @param frames how many of them
     * @param bytes where the last of them ends
     */
    record Cut(long frames, long bytes) {}

    /** The writer's {@code number}th file. */
    static SpoolName of(String writer, long number, CollectionName collection, LocalDate received) {
        String digits = Long.toString(number, 36);
        String epoch = "0".repeat(Math.max(0, 6 - digits.length())) + digits;
        return new SpoolName(writer, epoch, collection, received, null);
    }

    /** Parses a path; empty for a file that is no spool file. */
    static Optional<SpoolName> parse(Path file) {
        Path folder = file.getParent();
        Matcher m = NAME.matcher(String.valueOf(file.getFileName()));
        if (folder == null || folder.getFileName() == null || !m.matches()) {
            return Optional.empty();
        }
        String writer = folder.getFileName().toString();
        Cut cut = m.group(4) == null ? null : new Cut(Long.parseLong(m.group(4)), Long.parseLong(m.group(5)));
        return Optional.of(
                new SpoolName(writer, m.group(1), new CollectionName(m.group(2)), LocalDate.parse(m.group(3)), cut));
    }

    String fileName() {
        String counts = cut == null ? "" : "." + cut.frames + "-" + cut.bytes;
        return epoch + "-" + collection + "-" + Keys.iso(received) + counts + ".spool";
    }

    /** The name that tells how much of the file counts. */
    SpoolName cutTo(long frames, long bytes) {
        return new SpoolName(writer, epoch, collection, received, new Cut(frames, bytes));
    }

    /** The name that the file was made with. */
    SpoolName uncut() {
        return new SpoolName(writer, epoch, collection, received, null);
    }

    /** The segment that {@code count} frames of this file become. */
    SegmentKey segment(long count) {
        return new SegmentKey(collection, received, writer, epoch, 0, count - 1, count);
    }
}
