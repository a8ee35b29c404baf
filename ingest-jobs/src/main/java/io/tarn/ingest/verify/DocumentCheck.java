package io.tarn.ingest.verify;

import io.tarn.core.CollectionName;
import io.tarn.core.TarnException;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.schema.SchemaRegistry;
import io.tarn.schema.SettingsRegistry;
import io.tarn.schema.catalog.Catalog;
import io.tarn.schema.catalog.CatalogTable;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Whether the JSON objects of a collection beside its log and heads are there and whole. */
final class DocumentCheck {
    private static final String REPAIR = "Run 'tarn compact --repair': it works the object out again";
    private static final String RESTORE =
            "Restore the object from a copy of the bucket: nothing else says what it said";

    private final CollectionName collection;
    private final CollectionState snapshot;
    private final ObjectStore state;
    private final Findings findings;

    DocumentCheck(CollectionState snapshot, ObjectStore state, Findings findings) {
        this.collection = snapshot.collection();
        this.snapshot = snapshot;
        this.state = state;
        this.findings = findings;
    }

    /**
     * Checks them.
     *
     * @return whether rows can be compared: every version of schema and settings is there
     */
    boolean run(VerifyMode mode) {
        boolean schemas = versions(
                Keys.schemasOf(collection),
                schemasNamed(),
                version -> new SchemaRegistry(state).version(collection, version),
                version -> Keys.schema(collection, version),
                REPAIR);
        boolean settings = versions(
                Keys.settingsOf(collection),
                snapshot.records().stream().mapToInt(LogRecord::settings),
                version -> new SettingsRegistry(state).version(collection, version),
                version -> Keys.settings(collection, version),
                RESTORE);
        whole(Keys.lease(collection), REPAIR);
        for (ObjectStat object : state.list(Keys.worksOf(collection))) {
            if (object.key().endsWith("/owner.json")) {
                whole(object.key(), REPAIR);
            }
        }
        if (mode != VerifyMode.QUICK) {
            state.list(Keys.importsOf(collection)).forEach(page -> whole(page.key(), RESTORE));
        }
        return schemas && settings;
    }

    /** The catalog's table; a damaged one is told, and then there is none. */
    Optional<Optional<CatalogTable>> table(Catalog catalog) {
        try {
            return Optional.of(catalog.table(collection));
        } catch (TarnException unreadable) {
            damaged(Keys.catalogTable(collection), unreadable, REPAIR);
            return Optional.empty();
        }
    }

    private IntStream schemasNamed() {
        IntStream inFiles =
                snapshot.files().stream().mapToInt(file -> file.file().schema());
        return IntStream.concat(inFiles, snapshot.records().stream().mapToInt(LogRecord::schema));
    }

    /** Versions are numbered without gaps, up to the highest that is there or that something names. */
    private boolean versions(String prefix, IntStream named, IntConsumer read, IntFunction<String> key, String todo) {
        TreeSet<String> there = new TreeSet<>();
        state.list(prefix).forEach(object -> there.add(object.key()));
        int newest = named.max().orElse(0);
        while (!there.isEmpty() && there.last().compareTo(key.apply(newest + 1)) >= 0) {
            newest++;
        }
        boolean whole = true;
        for (int version = 1; version <= newest; version++) {
            if (!there.contains(key.apply(version))) {
                findings.problem(
                        "missing_object",
                        null,
                        key.apply(version),
                        "there is no such version, and a later one or rows of it are there",
                        todo);
                whole = false;
                continue;
            }
            try {
                read.accept(version);
            } catch (TarnException unreadable) {
                damaged(key.apply(version), unreadable, todo);
                whole = false;
            }
        }
        return whole;
    }

    private void whole(String key, String todo) {
        try {
            state.read(key).ifPresent(object -> Json.check(object.bytes(), key));
        } catch (TarnException unreadable) {
            damaged(key, unreadable, todo);
        }
    }

    private void damaged(String key, TarnException why, String todo) {
        findings.problem("damaged_object", null, key, why.why(), todo);
    }
}
