package io.tarn.ingest.verify;

import io.tarn.core.config.RowSettings;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.store.ObjectReader;
import io.tarn.ingest.verify.CollectionState.DayFile;
import io.tarn.schema.TableSchema;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a deep verification reads, and where it tells what it finds. Thread-safe.
 *
 * @param schemas by version
 * @param settings by version
 * @param compared counts the rows
 */
record DeepSources(
        CollectionState collection,
        ObjectReader lake,
        ObjectReader state,
        IntFunction<TableSchema> schemas,
        IntFunction<RowSettings> settings,
        Problems problems,
        AtomicLong compared) {
    static final String REBUILD =
            "The archive has the events as they came: keep it, report how this came about, and build the day again";

    StoreInputFile input(DayFile file) {
        ObjectReader store = file.file().root() == Root.LAKE ? lake : state;
        return new StoreInputFile(store, file.file().key(), file.file().size());
    }

    void problem(String kind, @Nullable DayFile file, String what) {
        problems.add(new Problem(
                kind,
                collection.collection().value(),
                file == null ? null : file.day().toString(),
                file == null ? null : file.file().key(),
                what,
                REBUILD));
    }

    /** A problem of a segment or of a quarantine object. */
    void problem(String kind, String object, String what) {
        problems.add(new Problem(kind, collection.collection().value(), null, object, what, REBUILD));
    }

    void unreadable(DayFile file, Exception why) {
        String kind = why instanceof WrongType ? "wrong_type" : "unreadable_file";
        String message = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
        problem(
                kind,
                file,
                "the file cannot be read to its end: "
                        + message.lines().findFirst().orElse(""));
    }
}
