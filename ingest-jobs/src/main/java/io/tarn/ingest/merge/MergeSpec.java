package io.tarn.ingest.merge;

import io.tarn.columnar.FileSizes;
import io.tarn.core.head.FileEntry;
import io.tarn.core.store.StoreLocation;
import io.tarn.schema.TableSchema;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;

/**
 * Files of one day that become few files in the lake.
 *
 * @param txid names the new files
 * @param inputs completed files in either root, in the order in which their rows shall stand
 * @param schema that the new files get; every input was written with it or an earlier version
 */
public record MergeSpec(
        StoreLocation lake,
        StoreLocation state,
        String collection,
        LocalDate day,
        String txid,
        List<FileEntry> inputs,
        TableSchema schema,
        FileSizes sizes)
        implements Serializable {

    public MergeSpec {
        inputs = List.copyOf(inputs);
    }

    @Override
    public String toString() {
        return "merge of " + collection + " " + day + " (" + inputs.size() + " files, txid " + txid + ")";
    }
}
