package io.tarn.ingest.publish;

import io.tarn.core.head.FileEntry;
import io.tarn.core.store.ObjectReader;

/** Rows as files themselves say. */
public final class StoredRows {
    private StoredRows() {}

    /** The rows in the footer of a completed file. */
    public static long inFooter(ObjectReader store, FileEntry file) {
        return StoredFile.rows(store, file.key(), file.size());
    }
}
