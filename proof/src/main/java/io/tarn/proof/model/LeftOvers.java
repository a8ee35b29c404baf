package io.tarn.proof.model;

import io.tarn.core.CollectionName;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.lease.Leases;
import io.tarn.ingest.log.HydrateLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What lies in a lake that nothing names, once all processes have ended. */
final class LeftOvers {
    /** Notes are settled after two hours, whole hours at a time. */
    private static final Duration SETTLED = Duration.ofHours(3);

    private final Site site;
    private final ObjectStore lake;
    private final ObjectStore state;
    private final List<String> problems;

    LeftOvers(Site site, ObjectStore lake, ObjectStore state, List<String> problems) {
        this.site = site;
        this.lake = lake;
        this.state = state;
        this.problems = problems;
    }

    void of(CollectionName c, Iterable<Head> heads) {
        Set<String> named = new HashSet<>();
        for (Head head : heads) {
            head.files().forEach(file -> add(named, file));
            head.waiting().forEach(file -> add(named, file));
            head.retired().forEach(file -> add(named, file));
        }
        unnamed("lake ", lake, Keys.lakeOf(c), named);
        for (String root : List.of(Keys.hotOf(c), Keys.waitingOf(c), "gen/" + c + "/")) {
            unnamed("state ", state, root, named);
        }
        HydrateLog log = new HydrateLog(state, c);
        Set<String> derived = new HashSet<>();
        for (LogRecord record : log.records(0, log.tail().last())) {
            record.quarantine().stream().map(DerivedObject::key).forEach(key -> derived.add("state " + key));
            record.ids().stream().map(DerivedObject::key).forEach(key -> derived.add("state " + key));
        }
        unnamed("state ", state, Keys.quarantineOf(c), derived);
        unnamed("state ", state, Keys.idsOf(c), derived);
        unnamed("state ", state, Keys.worksOf(c), Set.of());
        new Leases(state, site.processes())
                .holder(c)
                .ifPresent(who -> left("lease of " + c + ", held by " + who.run()));
    }

    /** What belongs to no collection. */
    void around() {
        lake.listUnfinished("").forEach(upload -> left("upload of lake " + upload.key()));
        state.listUnfinished("").forEach(upload -> left("upload of state " + upload.key()));
        Instant settled = site.clock().instant().minus(SETTLED);
        for (ObjectStat note : state.list(Keys.ARRIVALS)) {
            boolean old = note.key().compareTo(Keys.arrivalsOf(settled)) < 0;
            if (old && !note.key().equals(Keys.ARRIVALS_THROUGH)) {
                left("note " + note.key());
            }
        }
        if (Files.isDirectory(site.config().spool())) {
            try (Stream<Path> spool = Files.walk(site.config().spool())) {
                spool.filter(path -> !path.equals(site.config().spool())).forEach(path -> left("in the spool " + path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void add(Set<String> named, FileEntry file) {
        named.add((file.root() == FileEntry.Root.LAKE ? "lake " : "state ") + file.key());
    }

    private void unnamed(String root, ObjectStore store, String prefix, Set<String> named) {
        for (ObjectStat object : store.list(prefix)) {
            if (!named.contains(root + object.key())) {
                left(root + object.key());
            }
        }
    }

    private void left(String what) {
        problems.add("Left over: " + what);
    }
}
