package io.tarn.landing.imports;

import io.tarn.core.CollectionName;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.landing.imports.ImportRecord.Page;
import io.tarn.landing.imports.ImportRecord.State;
import java.util.HashSet;
import java.util.Set;

/**
 * The writers that landed imports of a collection, as its import records know them; a segment's writer is in its key.
 *
 * @param ended those all of whose imports have ended
 * @param open those of an import that has not: more of it may come, from them or from whoever resumes it
 */
public record ImportedWriters(Set<String> ended, Set<String> open) {
    /** Reads the records, at most 256 objects. */
    public static ImportedWriters of(ObjectStore state, CollectionName collection) {
        Set<String> ended = new HashSet<>();
        Set<String> open = new HashSet<>();
        for (ObjectStat page : state.list(Keys.importsOf(collection))) {
            state.read(page.key()).ifPresent(found -> {
                for (ImportRecord record : Json.read(found.bytes(), Page.class, page.key())
                        .imports()
                        .values()) {
                    (record.state() == State.OPEN ? open : ended).addAll(record.writers());
                }
            });
        }
        ended.removeAll(open);
        return new ImportedWriters(Set.copyOf(ended), Set.copyOf(open));
    }
}
