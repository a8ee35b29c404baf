package io.tarn.benchmarks.events;

import io.tarn.schema.Column;
import io.tarn.schema.Column.Variant;
import io.tarn.schema.ColumnType;
import io.tarn.schema.ColumnType.Array;
import io.tarn.schema.ColumnType.Scalar;
import io.tarn.schema.ColumnType.Struct;
import io.tarn.schema.TableSchema;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The schema of {@link GithubEvents}, 43 leaf columns, as each contestant wants to be told. */
public final class GithubSchema {
    private static final Struct ROOT = struct(
            string("id", "type"),
            group("actor", bigint("id"), string("login", "display_login", "gravatar_id", "url", "avatar_url")),
            group("repo", bigint("id"), string("name", "url")),
            group(
                    "payload",
                    bigint("push_id", "size", "distinct_size"),
                    string("ref", "ref_type", "master_branch", "description", "head", "before"),
                    list(
                            "commits",
                            struct(
                                    string("sha"),
                                    group("author", string("email", "name")),
                                    string("message"),
                                    of(Scalar.BOOL, "distinct"),
                                    string("url"))),
                    string("action"),
                    bigint("number"),
                    group(
                            "issue",
                            bigint("id", "number"),
                            string("title", "state"),
                            bigint("comments"),
                            list("labels", Scalar.STRING),
                            of(Scalar.DOUBLE, "score"),
                            string("body"))),
            of(Scalar.BOOL, "public"),
            string("created_at"),
            group("org", bigint("id"), string("login", "gravatar_id", "url", "avatar_url")));

    private GithubSchema() {}

    public static TableSchema tarn() {
        return new TableSchema(1, 1, ROOT);
    }

    /** Spark's DDL of the columns. */
    public static String spark() {
        return fields(ROOT, "`", " ", GithubSchema::spark);
    }

    private static String spark(ColumnType type) {
        if (type instanceof Struct struct) {
            return "STRUCT<" + fields(struct, "`", ": ", GithubSchema::spark) + ">";
        }
        return type instanceof Array array ? "ARRAY<" + spark(array.element()) + ">" : scalar(type);
    }

    /** What DuckDB's {@code read_json} takes as {@code columns}. */
    public static String duckDb() {
        return ROOT.columns().stream()
                .map(column -> "'" + column.name() + "': '" + duckDb(column.type()) + "'")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String duckDb(ColumnType type) {
        if (type instanceof Struct struct) {
            return "STRUCT(" + fields(struct, "\"", " ", GithubSchema::duckDb) + ")";
        }
        return type instanceof Array array ? duckDb(array.element()) + "[]" : scalar(type);
    }

    /**
     * An expression over a row in DuckDB that depends on all values, and not on the order of the fields of structs. A
     * struct of nulls and no struct are the same here: Spark's inference cannot always tell.
     */
    public static String rowHash() {
        return ROOT.columns().stream()
                .map(column -> canonical("\"" + column.name() + "\"", column.type(), 0))
                .collect(Collectors.joining(", ", "hash(", ")"));
    }

    private static String canonical(String at, ColumnType type, int depth) {
        if (type instanceof Struct struct) {
            return struct.columns().stream()
                    .map(c -> "\"" + c.name() + "\" := " + canonical(at + ".\"" + c.name() + "\"", c.type(), depth))
                    .collect(Collectors.joining(", ", "struct_pack(", ")"));
        }
        if (type instanceof Array array && array.element() instanceof Struct) {
            String element = "x" + depth;
            return "list_transform(" + at + ", lambda " + element + ": "
                    + canonical(element, array.element(), depth + 1) + ")";
        }
        return at;
    }

    /** STRING, BIGINT and DOUBLE are what both call them. */
    private static String scalar(ColumnType type) {
        return type == Scalar.BOOL ? "BOOLEAN" : type.toString();
    }

    private static String fields(Struct struct, String quote, String between, Function<ColumnType, String> text) {
        return struct.columns().stream()
                .map(c -> quote + c.name() + quote + between + text.apply(c.type()))
                .collect(Collectors.joining(", "));
    }

    @SafeVarargs
    private static Struct struct(List<Column>... columns) {
        return new Struct(Stream.of(columns).flatMap(List::stream).toList());
    }

    @SafeVarargs
    private static List<Column> group(String name, List<Column>... columns) {
        return of(struct(columns), name);
    }

    private static List<Column> list(String name, ColumnType element) {
        return of(new Array(element), name);
    }

    private static List<Column> string(String... names) {
        return of(Scalar.STRING, names);
    }

    private static List<Column> bigint(String... names) {
        return of(Scalar.BIGINT, names);
    }

    private static List<Column> of(ColumnType type, String... names) {
        return Stream.of(names)
                .map(name -> new Column(name, name, Variant.PLAIN, type, false))
                .toList();
    }
}
