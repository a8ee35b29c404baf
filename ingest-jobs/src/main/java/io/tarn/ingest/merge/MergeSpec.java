package io.tarn.ingest.merge;

import io.tarn.columnar.FileSizes;
import io.tarn.core.CollectionName;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.key.Keys;
import io.tarn.core.store.StoreLocation;
import io.tarn.schema.TableSchema;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;

/**
 * Files of one day that become few files.
 *
 * @param txid names the new files
 * @param root where they go: lake, to stay; state, as a replacement of the day
 * @param inputs completed files in either root, in the order in which their rows shall stand
 * @param schema that the new files get; every input was written with it or an earlier version
 */
public record MergeSpec(
        StoreLocation lake,
        StoreLocation state,
        String collection,
        LocalDate day,
        String txid,
        Root root,
        List<FileEntry> inputs,
        TableSchema schema,
        FileSizes sizes)
        implements Serializable {

    public MergeSpec {
        inputs = List.copyOf(inputs);
    }

    /** The key of the new file with this index. */
    String key(int n) {
        CollectionName c = new CollectionName(collection);
        return root == Root.LAKE ? Keys.lakeFile(c, day, txid, n) : Keys.genFile(c, day, txid, n);
    }

    @Override
    public String toString() {
        return "merge of " + collection + " " + day + " (" + inputs.size() + " files, txid " + txid + ")";
    }
}
