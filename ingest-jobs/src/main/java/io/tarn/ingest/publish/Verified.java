package io.tarn.ingest.publish;

import io.tarn.core.head.FileEntry;
import io.tarn.core.log.LogRecord;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * What may be published. Only {@link Verifier} can make one, so that publishing unchecked files does not compile.
 *
 * @param <T> what was checked
 */
public final class Verified<T> {
    private final T value;

    Verified(T value) {
        this.value = Objects.requireNonNull(value);
    }

    /** What was checked. */
    public T value() {
        return value;
    }

    /** The staged files of a seal or append, and the files whose rows they hold. */
    public record DayFiles(LocalDate day, String txid, List<FileEntry> inputs, List<FileEntry> staged) {}

    /** A hydrate that is ready to be recorded. */
    public record Hydrate(LogRecord record) {}
}
