package io.tarn.aws.glue;

import io.tarn.core.CollectionName;
import io.tarn.schema.AthenaDdl;
import io.tarn.schema.SchemaRegistry;
import io.tarn.schema.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/** What a collection's table is in Glue. No I/O but for schemas. */
final class TableShape {
    private static final List<String> KEYS = List.of("year", "month", "day");

    private final SchemaRegistry schemas;
    private final Function<CollectionName, String> locations;

    TableShape(SchemaRegistry schemas, Function<CollectionName, String> locations) {
        this.schemas = schemas;
        this.locations = locations;
    }

    /** Why a table is not this collection's; empty where it is. */
    Optional<String> foreign(CollectionName collection, Table table) {
        @Nullable String owner = table.parameters().get(AthenaDdl.COLLECTION);
        if (!collection.value().equals(owner)) {
            return Optional.of(
                    owner == null
                            ? "it has no property '" + AthenaDdl.COLLECTION + "', so that somebody else made it"
                            : "its property '" + AthenaDdl.COLLECTION + "' is '" + owner + "'");
        }
        String location = String.valueOf(table.storageDescriptor().location());
        if (!Locations.same(location, locations.apply(collection))) {
            return Optional.of(
                    "its files are in " + location + ", and the collection's in " + locations.apply(collection));
        }
        List<String> keys = table.partitionKeys().stream().map(Column::name).toList();
        return keys.equals(KEYS)
                ? Optional.empty()
                : Optional.of("it is partitioned by " + keys + ", and the collection by " + KEYS);
    }

    /** Version of the schema whose columns the table has; 0 where it has not those that it says. */
    int schema(CollectionName collection, Table table) {
        int said = Storage.number(table.parameters().get(AthenaDdl.SCHEMA));
        if (said == 0) {
            return 0;
        }
        TableSchema schema = schemas.version(collection, said);
        boolean kept = Storage.has(table.storageDescriptor(), schema)
                && table.parameters()
                        .entrySet()
                        .containsAll(AthenaDdl.properties(collection, schema).entrySet());
        return kept ? said : 0;
    }

    TableInput made(CollectionName collection, int schema) {
        TableSchema version = schemas.version(collection, schema);
        return TableInput.builder()
                .name(collection.value())
                .description("Collection " + collection + ", written by Tarn")
                .tableType("EXTERNAL_TABLE")
                .partitionKeys(KEYS.stream()
                        .map(key -> Column.builder().name(key).type("string").build())
                        .toList())
                .parameters(Storage.parameters(Map.of("EXTERNAL", "TRUE"), AthenaDdl.properties(collection, version)))
                .storageDescriptor(
                        Storage.table(StorageDescriptor.builder().build(), version, locations.apply(collection)))
                .build();
    }

    /** Everything that others wrote is kept; a version never goes back. */
    TableInput changed(CollectionName collection, Table now, int schema) {
        int newest = Math.max(schema, Storage.number(now.parameters().get(AthenaDdl.SCHEMA)));
        TableSchema version = schemas.version(collection, newest);
        return TableInput.builder()
                .name(now.name())
                .description(now.description())
                .owner(now.owner())
                .lastAccessTime(now.lastAccessTime())
                .lastAnalyzedTime(now.lastAnalyzedTime())
                .retention(now.retention())
                .partitionKeys(now.partitionKeys())
                .viewOriginalText(now.viewOriginalText())
                .viewExpandedText(now.viewExpandedText())
                .tableType(now.tableType())
                .targetTable(now.targetTable())
                .parameters(Storage.parameters(now.parameters(), AthenaDdl.properties(collection, version)))
                .storageDescriptor(Storage.table(
                        now.storageDescriptor(),
                        version,
                        now.storageDescriptor().location()))
                .build();
    }
}
