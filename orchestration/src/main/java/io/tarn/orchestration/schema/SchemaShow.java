package io.tarn.orchestration.schema;

import io.tarn.core.CollectionName;
import io.tarn.core.json.Json;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.ingest.verify.KnownCollections;
import io.tarn.orchestration.cli.CollectionNames;
import io.tarn.orchestration.cli.CommonOptions;
import io.tarn.orchestration.cli.Printable;
import io.tarn.orchestration.cli.TextTable;
import io.tarn.schema.SchemaRegistry;
import io.tarn.schema.SchemaView;
import io.tarn.schema.SchemaView.ColumnView;
import io.tarn.schema.TableSchema;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarn schema show COLLECTION}. */
@Command(
        name = "show",
        description = "The columns, and the JSON pointer in the event that each holds.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  tarn schema show orders", "  tarn schema show orders --of 3 --json"})
public final class SchemaShow implements Callable<Integer> {
    @Parameters(paramLabel = "COLLECTION", description = "Its name.")
    private String collection = "";

    @Option(names = "--of", paramLabel = "VERSION", description = "Default: the newest.")
    private int version;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        PrintWriter out = common.out();
        ObjectStore state = Stores.open(common.config().state());
        CollectionName name = CollectionNames.existing(collection, KnownCollections.in(state));
        SchemaRegistry registry = new SchemaRegistry(state);
        TableSchema schema = version == 0 ? registry.newest(name) : registry.version(name, version);
        SchemaView view = SchemaView.of(name, schema);
        if (json) {
            out.print(Json.pretty(view));
        } else {
            print(view, out);
        }
        return 0;
    }

    private static void print(SchemaView view, PrintWriter out) {
        out.println(view.collection() + ", version " + view.version());
        TextTable table = new TextTable("column", "type", "path", "");
        add(table, view.columns(), "");
        table.print(out);
    }

    private static void add(TextTable table, List<ColumnView> columns, String indent) {
        for (ColumnView column : columns) {
            String type = column.format() == null ? column.type() : column.type() + " (" + column.format() + ")";
            String notes = (column.variant() ? "variant" : "") + (column.pinned() ? "pinned" : "");
            table.add(indent + column.name(), type, Printable.line(column.path(), 120), notes);
            List<ColumnView> fields = column.fields();
            if (fields != null) {
                add(table, fields, indent + "  ");
            }
        }
    }
}
