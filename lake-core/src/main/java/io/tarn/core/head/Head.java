package io.tarn.core.head;

import io.tarn.core.CollectionName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The truth about what is published for one collection and event day; one small JSON object, changed only by
 * compare-and-swap.
 *
 * @param revision counts the changes of this head, from 1, so that no two of its versions are ever the same bytes
 * @param through number of the last log record applied to this day (0: none)
 * @param files what a reader of the partition sees: hot files of an open day, lake files of a sealed one, files in
 *     {@code gen} of one that is being replaced, from the moment that readers are sent there
 * @param waiting hydrated rows that no partition shows yet
 * @param pending a transaction whose uploads are being completed; null if there is none
 * @param waitingSince when {@code waiting} was last empty, by its writer's clock; null while it is
 * @param retired files whose rows are published elsewhere now (hot, waiting, replaced lake files, gen) and that go once
 *     the grace has passed
 * @param retiredAt the store's time of the first head that named them as retired; null until it was read back
 * @param changedAt when this revision was written, by its writer's clock; for people and ages, never for safety
 */
public record Head(
        String collection,
        String day,
        long revision,
        State state,
        long through,
        List<FileEntry> files,
        List<FileEntry> waiting,
        @Nullable Instant waitingSince,
        @Nullable Pending pending,
        List<FileEntry> retired,
        @Nullable Instant retiredAt,
        int schema,
        int settings,
        Instant changedAt,
        @Nullable Owner owner) {

    /** What the day is; the head says it, never the clock. */
    public enum State {
        OPEN,
        SEALING,
        SEALED,
        REPLACING
    }

    /** The first head of a day. */
    public static Head first(CollectionName c, LocalDate day, Instant now) {
        return new Head(
                c.value(),
                day.toString(),
                0,
                State.OPEN,
                0,
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                null,
                0,
                0,
                now,
                null);
    }

    /** Rows that a reader sees. */
    public long rows() {
        return files.stream().mapToLong(FileEntry::rows).sum();
    }
}
