package io.tarn.aws.glue;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/** The table of a collection, and the database of all. */
final class GlueTables {
    private final GlueClients clients;
    private final String database;
    private final TableShape shape;

    GlueTables(GlueClients clients, String database, TableShape shape) {
        this.clients = clients;
        this.database = database;
        this.shape = shape;
    }

    /** The table, or empty where there is none; one that is not this collection's is refused. */
    Optional<Table> read(CollectionName collection) {
        try {
            Table table = clients.reading()
                    .getTable(r -> r.databaseName(database).name(collection.value()))
                    .table();
            shape.foreign(collection, table).ifPresent(why -> {
                throw new TarnException(
                        ExitCode.CONFIGURATION,
                        "Glue table " + database + "." + collection + " is not this lake's",
                        why,
                        "Name another 'catalog.database', or drop or rename the table (which deletes no data) and run"
                                + " 'tarn catalog sync'");
            });
            return Optional.of(table);
        } catch (EntityNotFoundException none) {
            return Optional.empty();
        } catch (SdkException e) {
            throw GlueFailures.reading(e, "Glue table " + database + "." + collection);
        }
    }

    /** Version of the schema whose columns the table has; 0 where it has not those that it says. */
    int schema(CollectionName collection, Table table) {
        return shape.schema(collection, table);
    }

    /**
     * Makes the table, or gives it the columns of a schema if it has older ones.
     *
     * @throws SdkException what the next look may mend
     */
    void write(CollectionName collection, Optional<Table> seen, int schema, Decided decided) {
        if (seen.isEmpty()) {
            create(shape.made(collection, schema), decided);
            return;
        }
        Table now = seen.get();
        int has = shape.schema(collection, now);
        if (schema == 0 || has > 0 && has >= schema) {
            return;
        }
        TableInput next = shape.changed(collection, now, schema);
        boolean sameColumns = next.storageDescriptor()
                .columns()
                .equals(now.storageDescriptor().columns());
        clients.writing().updateTable(r -> r.databaseName(database)
                .tableInput(next)
                .versionId(now.versionId())
                // A hundred thousand versions are all that Glue keeps of a table: only those that differ are.
                .skipArchive(sameColumns)
                .overrideConfiguration(decided::on));
    }

    private void create(TableInput table, Decided decided) {
        try {
            clients.writing()
                    .createTable(r -> r.databaseName(database).tableInput(table).overrideConfiguration(decided::on));
        } catch (EntityNotFoundException noDatabase) {
            clients.writing().createDatabase(r -> r.databaseInput(
                            input -> input.name(database).description("Tables of Tarn's collections"))
                    .overrideConfiguration(decided::on));
            clients.writing()
                    .createTable(r -> r.databaseName(database).tableInput(table).overrideConfiguration(decided::on));
        }
    }
}
