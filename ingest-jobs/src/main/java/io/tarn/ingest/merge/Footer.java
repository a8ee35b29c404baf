package io.tarn.ingest.merge;

import io.tarn.core.CollectionName;
import io.tarn.core.key.Keys;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

/** What every Parquet file says about itself in its footer. */
public final class Footer {
    private Footer() {}

    /**
     * The key-value metadata of one file; the writer adds its own.
     *
     * @param schema version of the table schema
     * @param settings version of the settings that shaped the rows
     */
    public static SortedMap<String, String> of(
            CollectionName collection, LocalDate day, String txid, int schema, int settings) {
        SortedMap<String, String> footer = new TreeMap<>();
        footer.put("tarn.collection", collection.value());
        footer.put("tarn.day", Keys.iso(day));
        footer.put("tarn.txid", txid);
        footer.put("tarn.schema", Integer.toString(schema));
        footer.put("tarn.settings", Integer.toString(settings));
        return footer;
    }
}
