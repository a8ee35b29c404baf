package io.tarn.orchestration.cli;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Names of collections that people type. */
public final class CollectionNames {
    private CollectionNames() {}

    /** Those named, or all where none is. */
    public static SortedSet<CollectionName> chosen(List<String> named, Collection<CollectionName> existing) {
        SortedSet<CollectionName> chosen = new TreeSet<>();
        named.forEach(name -> chosen.add(existing(name, existing)));
        return named.isEmpty() ? new TreeSet<>(existing) : chosen;
    }

    /** One that must exist. */
    public static CollectionName existing(String name, Collection<CollectionName> existing) {
        CollectionName collection = new CollectionName(name);
        if (existing.contains(collection)) {
            return collection;
        }
        String known = existing.isEmpty()
                ? "there is no collection yet"
                : "there are "
                        + String.join(
                                ", ",
                                new TreeSet<>(existing)
                                        .stream().map(CollectionName::value).toList());
        throw new TarnException(
                ExitCode.USAGE,
                "Collection '" + name + "' does not exist",
                known,
                "Correct the name, or land something: tarn land " + name + " FILE");
    }
}
