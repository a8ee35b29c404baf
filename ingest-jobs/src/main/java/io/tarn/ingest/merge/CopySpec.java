package io.tarn.ingest.merge;

import io.tarn.core.head.FileEntry;
import io.tarn.core.store.StoreLocation;
import java.io.Serializable;

/**
 * A file of a replaced day that is copied to where it stays.
 *
 * @param file completed, in the state root
 * @param key of the copy in the lake root
 */
public record CopySpec(StoreLocation lake, StoreLocation state, FileEntry file, String key) implements Serializable {
    @Override
    public String toString() {
        return "copy of '" + file.key() + "' to '" + key + "'";
    }
}
