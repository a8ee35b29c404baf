package io.tarn.ingest.sweep;

import io.tarn.core.CollectionName;
import io.tarn.core.TarnException;
import io.tarn.core.head.Owner;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Versioned;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The work areas of a collection, each with a note of who works there and on what, written before anything else is.
 * Thread-safe.
 */
public final class WorkAreas {
    private final ObjectStore state;
    private final CollectionName collection;

    public WorkAreas(ObjectStore state, CollectionName collection) {
        this.state = state;
        this.collection = collection;
    }

    /**
     * Who works in an area.
     *
     * @param run names the area, never used twice
     * @param record number of the log record it is meant to become; 0 where it becomes none
     * @param txids of the files it stages
     */
    public record WorkArea(String run, Owner owner, long record, List<String> txids) {}

    /** Notes that somebody begins. */
    public WorkArea begin(String run, Owner owner, long record, List<String> txids) {
        WorkArea area = new WorkArea(run, owner, record, txids);
        state.create(Keys.workOwner(collection, run), Json.write(area));
        return area;
    }

    /** Notes what is about to be staged, before it is. */
    public void staging(WorkArea area, List<String> txids) {
        String key = Keys.workOwner(collection, area.run());
        Optional<Versioned> found = state.read(key);
        WorkArea next = new WorkArea(area.run(), area.owner(), area.record(), txids);
        found.ifPresent(now -> state.swap(key, now.version(), Json.write(next)));
    }

    /** All areas with a note that can be read. */
    public List<WorkArea> all() {
        List<WorkArea> areas = new ArrayList<>();
        runs().forEach(run -> note(run).ifPresent(areas::add));
        return areas;
    }

    /**
     * Areas without a note. It comes first and goes last, so what lies there was left by an attempt that did not know
     * that its run was over.
     */
    public List<String> forsaken() {
        return runs().stream()
                .filter(run -> state.stat(Keys.workOwner(collection, run)).isEmpty())
                .toList();
    }

    /** The areas whose note is lost or damaged: nobody can be told to work there. */
    public List<String> unowned() {
        return runs().stream().filter(run -> note(run).isEmpty()).toList();
    }

    private Optional<WorkArea> note(String run) {
        String key = Keys.workOwner(collection, run);
        try {
            return state.read(key).map(found -> Json.read(found.bytes(), WorkArea.class, key));
        } catch (TarnException damaged) {
            return Optional.empty();
        }
    }

    private List<String> runs() {
        List<String> runs = new ArrayList<>();
        String prefix = Keys.worksOf(collection);
        String after = "";
        while (true) {
            Iterator<ObjectStat> rest = state.list(prefix, after).iterator();
            if (!rest.hasNext()) {
                return runs;
            }
            String name = rest.next().key().substring(prefix.length());
            String run = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
            runs.add(run);
            after = prefix + run + "0"; // '0' follows '/'
        }
    }

    /**
     * Deletes what lies in an area that has done its work. The note stays for the {@link Sweeper}: an attempt that was
     * lost, or that lost against another, may have left more than that, and may still be at it.
     */
    public void empty(String run) {
        state.deleteAll(objects(run));
    }

    /** Deletes an area; its note goes last, so that a crash leaves something that the next sweep finds. */
    public void delete(String run) {
        List<String> keys = objects(run);
        keys.add(Keys.workOwner(collection, run));
        state.deleteAll(keys);
    }

    private List<String> objects(String run) {
        String note = Keys.workOwner(collection, run);
        List<String> keys = new ArrayList<>();
        for (ObjectStat object : state.list(Keys.workOf(collection, run))) {
            if (!object.key().equals(note)) {
                keys.add(object.key());
            }
        }
        return keys;
    }
}
