package io.tarn.core.head;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file that a head or a log record names.
 *
 * @param root which of the two roots the key is relative to
 * @param size bytes
 * @param crc32c of the whole file, 8 hex digits
 * @param rows rows in it
 * @param undated rows that went to their received day for want of a usable event time
 * @param schema version of the table schema it was written with
 * @param upload the upload that completes it while it is not visible yet; null once it is an object
 */
public record FileEntry(
        Root root,
        String key,
        long size,
        String crc32c,
        long rows,
        long undated,
        int schema,
        @Nullable Upload upload) implements Serializable {
    /** Lake root (what readers list) or state root. */
    public enum Root {
        LAKE,
        STATE
    }

    /** This file once its upload is complete. */
    public FileEntry completed() {
        return new FileEntry(root, key, size, crc32c, rows, undated, schema, null);
    }
}
