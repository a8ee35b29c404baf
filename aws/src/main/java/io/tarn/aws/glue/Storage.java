package io.tarn.aws.glue;

import io.tarn.schema.AthenaDdl;
import io.tarn.schema.AthenaDdl.Described;
import io.tarn.schema.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.SerDeInfo;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;

/** Columns and formats of tables and partitions: Hive's names for Parquet, which every engine knows. Pure. */
final class Storage {
    private static final String INPUT = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat";
    private static final String OUTPUT = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat";
    private static final String SERDE = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";

    private Storage() {}

    /** A table's: columns with comments. What others wrote stays. */
    static StorageDescriptor table(StorageDescriptor now, TableSchema schema, String location) {
        return parquet(now, columns(now.columns(), schema, true), location);
    }

    /** A partition's: comments are the table's business. */
    static StorageDescriptor partition(StorageDescriptor now, TableSchema schema, String location) {
        return parquet(now, columns(now.columns(), schema, false), location);
    }

    private static StorageDescriptor parquet(StorageDescriptor now, List<Column> columns, String location) {
        @Nullable SerDeInfo serde = now.serdeInfo();
        SerDeInfo.Builder reads =
                serde == null ? SerDeInfo.builder().parameters(Map.of("serialization.format", "1")) : serde.toBuilder();
        return now.toBuilder()
                .columns(columns)
                .location(location)
                .inputFormat(INPUT)
                .outputFormat(OUTPUT)
                .serdeInfo(reads.serializationLibrary(SERDE).build())
                .build();
    }

    /**
     * The schema's columns in its order, then those that others added. A column that is right already stays as it is,
     * with what others wrote about it.
     */
    private static List<Column> columns(List<Column> now, TableSchema schema, boolean comments) {
        Map<String, Column> there = new LinkedHashMap<>();
        now.forEach(column -> there.put(column.name(), column));
        List<Column> columns = new ArrayList<>();
        for (Described wanted : AthenaDdl.columns(schema)) {
            @Nullable Column old = there.remove(wanted.name());
            columns.add(old != null && wanted.type().equals(old.type()) ? old : column(old, wanted, comments));
        }
        columns.addAll(there.values());
        return columns;
    }

    private static Column column(@Nullable Column old, Described wanted, boolean comments) {
        Column.Builder made = old == null ? Column.builder().name(wanted.name()) : old.toBuilder();
        if (comments && (old == null || old.comment() == null)) {
            made.comment(wanted.comment());
        }
        return made.type(wanted.type()).build();
    }

    /** Whether it has every column of a schema with its type, and reads Parquet. */
    static boolean has(StorageDescriptor storage, TableSchema schema) {
        Map<String, String> types = new HashMap<>();
        storage.columns().forEach(column -> types.put(column.name(), column.type()));
        return INPUT.equals(storage.inputFormat())
                && storage.serdeInfo() != null
                && SERDE.equals(storage.serdeInfo().serializationLibrary())
                && AthenaDdl.columns(schema).stream()
                        .allMatch(wanted -> wanted.type().equals(types.get(wanted.name())));
    }

    /** Others' parameters with ours. */
    static Map<String, String> parameters(Map<String, String> others, Map<String, String> ours) {
        Map<String, String> all = new HashMap<>(others);
        all.putAll(ours);
        return all;
    }

    /** A count in a parameter; 0 where there is none. */
    static int number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }
}
