package io.tarn.schema;

import io.tarn.core.CollectionName;
import io.tarn.schema.ColumnType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * DDL text for Athena (Hive's dialect for tables, Trino's for views), within its limits: 262,144 bytes a statement,
 * 131,072 characters a column's type, 255 characters a comment.
 */
public final class AthenaDdl {
    /** Property of a table: the collection whose table it is. */
    public static final String COLLECTION = "tarn.collection";
    /** Property of a table and a partition: version of the schema whose columns it has. */
    public static final String SCHEMA = "tarn.schema";

    /** Longest comment of a column, in characters. */
    static final int MAX_COMMENT = 255;

    private static final int PARTITIONS_PER_STATEMENT = 500;
    private static final int TEXT_PER_STATEMENT = 200_000;
    private static final String PROVENANCE =
            "struct<event_id:string,received_at:timestamp,segment:string,seq:bigint,hash:bigint>";

    private AthenaDdl() {}

    /**
     * The statement that makes the table; each column's comment is its path in the event.
     *
     * @param locationUri the collection's directory in the lake
     */
    public static String createTable(CollectionName collection, TableSchema schema, String locationUri) {
        StringBuilder out = new StringBuilder("CREATE EXTERNAL TABLE IF NOT EXISTS ")
                .append(SqlNames.hive(collection.value()))
                .append(" (\n");
        out.append(columns(schema, true).stream()
                .map(c ->
                        "  " + SqlNames.hive(c.name()) + " " + c.type() + " COMMENT " + SqlNames.hiveText(c.comment()))
                .collect(Collectors.joining(",\n")));
        String properties = properties(collection, schema).entrySet().stream()
                .map(of -> SqlNames.hiveText(of.getKey()) + "=" + SqlNames.hiveText(of.getValue()))
                .collect(Collectors.joining(", "));
        return out.append(
                        "\n)\nPARTITIONED BY (`year` string, `month` string, `day` string)\nSTORED AS PARQUET\nLOCATION ")
                .append(SqlNames.hiveText(locationUri))
                .append("\nTBLPROPERTIES (")
                .append(properties)
                .append(");\n")
                .toString();
    }

    /**
     * A column of a table.
     *
     * @param type as {@link #typeOf} writes it
     * @param comment its path in the event
     */
    public record Described(String name, String type, String comment) {}

    /** The table's columns, those of its partitions not among them. */
    public static List<Described> columns(TableSchema schema) {
        return columns(schema, false);
    }

    private static List<Described> columns(TableSchema schema, boolean quoted) {
        List<Described> columns = new ArrayList<>();
        for (Column c : schema.root().columns()) {
            StringBuilder type = new StringBuilder();
            append(type, c.type(), quoted);
            columns.add(new Described(c.name(), type.toString(), SqlNames.comment(Pointers.member("", c.key()))));
        }
        columns.add(new Described(
                TableSchema.REST, "string", "what has no column: a JSON object of JSON pointer and value"));
        columns.add(new Described(TableSchema.TARN, PROVENANCE, "where the row came from"));
        return columns;
    }

    /** What a table says of itself: by {@link #COLLECTION} it is known as Tarn's, and partitions are not projected. */
    public static SortedMap<String, String> properties(CollectionName collection, TableSchema schema) {
        return new TreeMap<>(Map.of(
                "classification",
                "parquet",
                "projection.enabled",
                "false",
                COLLECTION,
                collection.value(),
                SCHEMA,
                Integer.toString(schema.version())));
    }

    /**
     * The statements that make the table's partitions.
     *
     * @param locations URI by day, {@code YYYY-MM-DD}
     */
    public static List<String> addPartitions(CollectionName collection, SortedMap<String, String> locations) {
        List<String> statements = new ArrayList<>();
        StringBuilder out = new StringBuilder();
        int partitions = 0;
        for (var day : locations.entrySet()) {
            if (partitions == PARTITIONS_PER_STATEMENT || out.length() > TEXT_PER_STATEMENT) {
                statements.add(out.append(";\n").toString());
                out.setLength(0);
                partitions = 0;
            }
            if (partitions++ == 0) {
                out.append("ALTER TABLE ")
                        .append(SqlNames.hive(collection.value()))
                        .append(" ADD IF NOT EXISTS");
            }
            String[] date = day.getKey().split("-", 3);
            out.append("\n  PARTITION (year='").append(date[0]);
            out.append("', month='").append(date[1]);
            out.append("', day='").append(date[2]).append("') LOCATION ");
            out.append(SqlNames.hiveText(day.getValue()));
        }
        if (partitions > 0) {
            statements.add(out.append(";\n").toString());
        }
        return statements;
    }

    /**
     * The statement that makes the companion view {@code {collection}_view}: with the day as a date, and variants
     * coalesced.
     */
    public static String view(CollectionName collection, TableSchema schema) {
        return AthenaView.of(collection, schema);
    }

    /** A type as Athena, Hive and Glue write it, names without quotes. */
    public static String typeOf(ColumnType type) {
        StringBuilder out = new StringBuilder();
        append(out, type, false);
        return out.toString();
    }

    private static void append(StringBuilder out, ColumnType type, boolean quoted) {
        if (type instanceof ColumnType.Array array) {
            out.append("array<");
            append(out, array.element(), quoted);
            out.append('>');
        } else if (type instanceof ColumnType.Struct struct) {
            out.append("struct<");
            String comma = "";
            for (Column c : struct.columns()) {
                out.append(comma)
                        .append(quoted ? SqlNames.hive(c.name()) : c.name())
                        .append(':');
                append(out, c.type(), quoted);
                comma = ",";
            }
            out.append('>');
        } else {
            out.append(leaf(type));
        }
    }

    private static String leaf(ColumnType type) {
        if (type instanceof ColumnType.Decimal d) {
            return "decimal(" + d.precision() + "," + d.scale() + ")";
        }
        if (type instanceof Scalar scalar) {
            return switch (scalar) {
                case BOOL -> "boolean";
                case BIGINT -> "bigint";
                case DOUBLE -> "double";
                case STRING, JSON, JSON_ARRAY -> "string";
                case DATE -> "date";
            };
        }
        return type instanceof ColumnType.MapOf ? "map<string,string>" : "timestamp";
    }
}
