package io.tarn.ingest.sweep;

import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.head.Pending;
import io.tarn.core.head.Upload;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.log.LogTail;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.UnfinishedUpload;
import io.tarn.ingest.log.HydrateLog;
import io.tarn.ingest.publish.Target;
import io.tarn.ingest.sweep.WorkAreas.WorkArea;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes away what dead runs left, and what lost attempts left of one's own: work areas, quarantine and ids objects that
 * no record names, and uploads that neither a head nor an unfinished record names. Only for the holder of the
 * collection's lease.
 */
public final class Sweeper {
    /** What nobody can be told to own goes after this long. */
    private static final Duration UNKNOWN = Duration.ofHours(24);

    private final Target target;
    private final HydrateLog log;
    private final WorkAreas areas;

    public Sweeper(Target target, HydrateLog log) {
        this.target = target;
        this.log = log;
        this.areas = new WorkAreas(target.state(), target.collection());
    }

    /** Sweeps; whoever calls it needs no work area of its own any more. */
    public void sweep() {
        LogTail tail = log.tail();
        areas.forsaken().forEach(areas::delete);
        List<WorkArea> dead =
                areas.all().stream().filter(area -> over(area, tail)).toList();
        Set<String> txids = new HashSet<>();
        dead.forEach(area -> txids.addAll(area.txids()));
        sweepUploads(txids, tail);
        for (WorkArea area : dead) {
            target.steps().at("sweep.area " + area.run());
            deleteDerived(area, tail);
            areas.delete(area.run());
        }
    }

    /** Takes away an area whose work became no record, with all that nobody will ever name. */
    public void abandoned(WorkArea area) {
        deleteDerived(area, log.tail());
        areas.delete(area.run());
    }

    /**
     * A run may only seem dead and go on later. Where the record that it was to become is taken it cannot become one
     * any more, so that nothing will ever name its objects; and since a dead run's segments are still new, the next
     * hydrate takes that number soon. The area of a seal holds nothing that could be named.
     */
    private boolean over(WorkArea area, LogTail tail) {
        boolean old =
                area.owner().renewed().plus(UNKNOWN).isBefore(target.clock().instant());
        return area.record() <= tail.last() || old;
    }

    private void deleteDerived(WorkArea area, LogTail tail) {
        if (area.record() == 0) {
            return;
        }
        Set<String> named = new HashSet<>();
        Set<String> prefixes = Set.of(Keys.quarantineOf(target.collection()), Keys.idsOf(target.collection()));
        if (area.record() <= tail.last()) {
            LogRecord record = log.record(area.record());
            record.quarantine().stream().map(DerivedObject::key).forEach(named::add);
            record.ids().stream().map(DerivedObject::key).forEach(named::add);
            if (area.txids().contains(record.txid())) {
                // All attempts of a run do the same, so its lost ones wrote where those that counted did.
                prefixes = named.stream()
                        .map(key -> key.substring(0, key.lastIndexOf('/') + 1))
                        .collect(Collectors.toSet());
            }
        }
        List<String> gone = new ArrayList<>();
        for (String prefix : prefixes) {
            for (ObjectStat object : target.state().list(prefix)) {
                String name = object.key().substring(object.key().lastIndexOf('/') + 1);
                if (name.startsWith(area.run() + "-") && !named.contains(object.key())) {
                    gone.add(object.key());
                }
            }
        }
        target.state().deleteAll(gone);
    }

    private void sweepUploads(Set<String> deadTxids, LogTail tail) {
        sweepUploads(target.lake(), Keys.lakeOf(target.collection()), deadTxids, tail);
        sweepUploads(target.state(), Keys.hotOf(target.collection()), deadTxids, tail);
        sweepUploads(target.state(), Keys.waitingOf(target.collection()), deadTxids, tail);
        sweepUploads(target.state(), Keys.genOf(target.collection()), deadTxids, tail);
    }

    private void sweepUploads(ObjectStore store, String prefix, Set<String> deadTxids, LogTail tail) {
        List<UnfinishedUpload> unfinished = store.listUnfinished(prefix);
        if (unfinished.isEmpty()) {
            return;
        }
        Set<String> named = named(tail);
        Instant old = target.clock().instant().minus(UNKNOWN);
        for (UnfinishedUpload upload : unfinished) {
            boolean ownerDead = deadTxids.stream().anyMatch(txid -> upload.key().contains(txid));
            if (!named.contains(upload.uploadId())
                    && (ownerDead || upload.begun().isBefore(old))) {
                target.steps().at("sweep.upload " + upload.key());
                store.abort(upload.key(), upload.uploadId());
            }
        }
    }

    private Set<String> named(LogTail tail) {
        Set<String> ids = new HashSet<>();
        for (Head head : target.heads().all().values()) {
            Pending pending = head.pending();
            if (pending != null) {
                addUploads(pending.files(), ids);
            }
        }
        for (LogRecord record : log.records(tail.done(), tail.last())) {
            record.days().forEach(day -> addUploads(day.staged(), ids));
        }
        return ids;
    }

    private static void addUploads(List<FileEntry> files, Set<String> ids) {
        for (FileEntry file : files) {
            Upload upload = file.upload();
            if (upload != null) {
                ids.add(upload.id());
            }
        }
    }
}
