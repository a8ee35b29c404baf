package io.tarn.aws.glue;

import io.tarn.core.CollectionName;
import io.tarn.schema.AthenaDdl;
import io.tarn.schema.SchemaRegistry;
import io.tarn.schema.catalog.CatalogPartition;
import io.tarn.schema.catalog.CatalogPartition.Contents;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;

/** What a day is in Glue. No I/O but for schemas. */
final class PartitionShape {
    private static final String TXID = "tarn.txid";
    private static final String WRITER = "tarn.writer";
    private static final String ROWS = "tarn.rows";

    // The names that Hive gave them, by which Athena, Trino and Spark plan joins.
    private static final String ROWS_OF_ENGINES = "numRows";
    private static final String BYTES_OF_ENGINES = "totalSize";
    private static final String FILES_OF_ENGINES = "numFiles";

    private final SchemaRegistry schemas;

    PartitionShape(SchemaRegistry schemas) {
        this.schemas = schemas;
    }

    static List<String> values(LocalDate day) {
        return List.of(day.toString().split("-", 3));
    }

    /** The day, {@code YYYY-MM-DD}; empty where the values are none that Tarn writes. */
    static Optional<String> day(List<String> values) {
        String text = String.join("-", values);
        try {
            return Optional.of(text)
                    .filter(day -> LocalDate.parse(day).toString().equals(day));
        } catch (DateTimeException foreign) {
            return Optional.empty();
        }
    }

    /**
     * The partition as Tarn wrote it; empty where somebody else did.
     *
     * @param columns false where it was read without them
     */
    Optional<CatalogPartition> seen(CollectionName collection, Partition partition, boolean columns) {
        Map<String, String> parameters = partition.parameters();
        @Nullable String txid = parameters.get(TXID);
        if (txid == null) {
            return Optional.empty();
        }
        int said = Storage.number(parameters.get(AthenaDdl.SCHEMA));
        boolean kept = !columns || Storage.has(partition.storageDescriptor(), schemas.version(collection, said));
        return Optional.of(new CatalogPartition(
                String.valueOf(partition.storageDescriptor().location()), kept ? said : 0, txid, contents(parameters)));
    }

    private static @Nullable Contents contents(Map<String, String> parameters) {
        @Nullable String rows = parameters.get(ROWS);
        if (rows == null) {
            return null;
        }
        return new Contents(
                Storage.number(parameters.get(FILES_OF_ENGINES)), count(rows), count(parameters.get(BYTES_OF_ENGINES)));
    }

    private static long count(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }

    /** @param now as it is with its columns; null where there is none */
    PartitionInput input(CollectionName collection, LocalDate day, CatalogPartition wanted, @Nullable Partition now) {
        PartitionInput.Builder input = PartitionInput.builder().values(values(day));
        Map<String, String> parameters = new HashMap<>();
        StorageDescriptor storage = StorageDescriptor.builder().build();
        if (now != null) {
            input.lastAccessTime(now.lastAccessTime()).lastAnalyzedTime(now.lastAnalyzedTime());
            parameters.putAll(now.parameters());
            storage = now.storageDescriptor();
        }
        parameters(parameters, wanted);
        return input.parameters(parameters)
                .storageDescriptor(
                        Storage.partition(storage, schemas.version(collection, wanted.schema()), wanted.locationUri()))
                .build();
    }

    private static void parameters(Map<String, String> parameters, CatalogPartition wanted) {
        parameters.put(TXID, wanted.txid());
        parameters.put(AthenaDdl.SCHEMA, Integer.toString(wanted.schema()));
        parameters.put(WRITER, "tarn");
        @Nullable Contents contents = wanted.contents();
        if (contents != null) {
            parameters.put(ROWS, Long.toString(contents.rows()));
            parameters.put(ROWS_OF_ENGINES, Long.toString(contents.rows()));
            parameters.put(BYTES_OF_ENGINES, Long.toString(contents.bytes()));
            parameters.put(FILES_OF_ENGINES, Integer.toString(contents.files()));
        } else if (parameters.remove(ROWS) != null) {
            parameters.keySet().removeAll(List.of(ROWS_OF_ENGINES, BYTES_OF_ENGINES, FILES_OF_ENGINES));
        }
    }
}
