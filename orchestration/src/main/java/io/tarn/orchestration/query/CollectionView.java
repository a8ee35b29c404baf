package io.tarn.orchestration.query;

import io.tarn.core.CollectionName;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.StoreLocation;
import io.tarn.core.store.Stores;
import io.tarn.orchestration.query.DuckTypes.ViewColumn;
import io.tarn.schema.TableSchema;
import io.tarn.schema.catalog.CatalogPartition;
import io.tarn.schema.catalog.CatalogTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The statement that makes a collection a view: every column of the newest schema, over all Parquet of its partitions'
 * locations.
 */
final class CollectionView {
    private CollectionView() {}

    static String create(CollectionName collection, TableSchema schema, Optional<CatalogTable> table) {
        List<ViewColumn> columns = DuckTypes.columns(schema);
        // The typed row that is never there gives the view its columns where no file has them yet, and structs their
        // newest fields.
        String typed = columns.stream()
                .map(column -> "NULL::" + column.type() + " AS " + DuckTypes.name(column.name()))
                .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
        List<String> files = table.map(CollectionView::files).orElse(List.of());
        String names =
                columns.stream().map(column -> DuckTypes.name(column.name())).collect(Collectors.joining(", "));
        String all = files.isEmpty()
                ? typed
                : "SELECT " + names + " FROM (SELECT * FROM (" + typed
                        + ") UNION ALL BY NAME SELECT * FROM read_parquet(["
                        + files.stream().map(DuckTypes::text).collect(Collectors.joining(", "))
                        + "], union_by_name=true, hive_partitioning=true, hive_types_autocast=false))";
        return "CREATE VIEW " + DuckTypes.name(collection.value()) + " AS " + all;
    }

    private static List<String> files(CatalogTable table) {
        List<String> files = new ArrayList<>();
        for (CatalogPartition partition : table.partitions().values()) {
            StoreLocation location = new StoreLocation(partition.locationUri());
            Path folder = Stores.path(location);
            for (ObjectStat file : Stores.open(location).list("")) {
                if (file.key().endsWith(".parquet") && file.key().indexOf('/') < 0) {
                    files.add(folder.resolve(file.key()).toString());
                }
            }
        }
        return files;
    }
}
