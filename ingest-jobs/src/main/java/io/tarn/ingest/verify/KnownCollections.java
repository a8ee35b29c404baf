package io.tarn.ingest.verify;

import io.tarn.core.CollectionName;
import io.tarn.core.TarnException;
import io.tarn.core.store.ObjectLister;
import io.tarn.core.store.ObjectStat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The collections that a state root holds something of. */
public final class KnownCollections {
    private static final List<String> STAGES =
            List.of("archive/", "catalog/", "heads/", "log/", "schemas/", "settings/");

    private KnownCollections() {}

    /** By name; lists one object per collection and kind of object, not the objects themselves. */
    public static SortedSet<CollectionName> in(ObjectLister state) {
        SortedSet<CollectionName> names = new TreeSet<>();
        for (String stage : STAGES) {
            folders(state, stage).forEach(name -> name(name).ifPresent(names::add));
        }
        return names;
    }

    /** Names directly below a prefix, of folders and of objects. */
    static SortedSet<String> folders(ObjectLister store, String prefix) {
        SortedSet<String> folders = new TreeSet<>();
        String after = "";
        while (true) {
            Iterator<ObjectStat> next = store.list(prefix, after).iterator();
            if (!next.hasNext()) {
                return folders;
            }
            String rest = next.next().key().substring(prefix.length());
            int slash = rest.indexOf('/');
            folders.add(slash < 0 ? rest : rest.substring(0, slash + 1));
            // '0' follows '/': the next key that is not in this folder.
            after = prefix + (slash < 0 ? rest : rest.substring(0, slash) + "0");
        }
    }

    private static Optional<CollectionName> name(String folder) {
        String name = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder.replace(".json", "");
        try {
            return Optional.of(new CollectionName(name));
        } catch (TarnException notACollection) {
            // A foreign folder; verification of the roots reports it.
            return Optional.empty();
        }
    }
}
