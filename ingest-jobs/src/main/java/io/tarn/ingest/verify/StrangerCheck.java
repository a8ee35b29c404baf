package io.tarn.ingest.verify;

import io.tarn.core.CollectionName;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.head.Pending;
import io.tarn.core.head.Upload;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DayOutcome;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.UnfinishedUpload;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds objects that nobody names. Among files that a partition may show (lake, hot, gen) they are a problem, because
 * readers who list see their rows; elsewhere they are what an interrupted run left, and worth a note.
 */
final class StrangerCheck {
    private static final String MOVE =
            "Find out who put it there, and move it away: readers who list the folder see it";

    private final CollectionState collection;
    private final ObjectStore lake;
    private final ObjectStore state;
    private final Findings findings;
    private final Set<String> lakeKeys = new HashSet<>();
    private final Set<String> stateKeys = new HashSet<>();
    private final Set<String> uploads = new HashSet<>();

    StrangerCheck(CollectionState collection, ObjectStore lake, ObjectStore state, Findings findings) {
        this.collection = collection;
        this.lake = lake;
        this.state = state;
        this.findings = findings;
        collection.heads().values().forEach(this::known);
        collection.records().forEach(this::known);
    }

    private void known(Head head) {
        head.files().forEach(this::known);
        head.waiting().forEach(this::known);
        head.retired().forEach(this::known);
        Pending pending = head.pending();
        if (pending == null && head.state() == State.REPLACING) {
            findings.note(head.day() + " is shown from its replacement, and who lists the lake sees its old files; "
                    + "'tarn compact' brings it home when their readers are gone");
        }
        if (pending != null) {
            pending.files().forEach(this::known);
            findings.note(
                    head.day() + " is in the middle of a " + word(pending) + "; 'tarn compact' brings it to its end");
        }
    }

    private static String word(Pending pending) {
        return switch (pending.kind()) {
            case SEAL -> "seal";
            case APPEND -> "late append";
            case REPLACE, RETURN -> "replacement";
        };
    }

    private void known(LogRecord record) {
        record.quarantine().stream().map(DerivedObject::key).forEach(stateKeys::add);
        record.ids().stream().map(DerivedObject::key).forEach(stateKeys::add);
        for (DayOutcome day : record.days()) {
            if (!collection.applied(record, day)) {
                day.staged().forEach(this::known);
            }
        }
    }

    private void known(FileEntry file) {
        (file.root() == Root.LAKE ? lakeKeys : stateKeys).add(file.key());
        Upload upload = file.upload();
        if (upload != null) {
            uploads.add(upload.id());
        }
    }

    void run() {
        CollectionName c = collection.collection();
        collection.strangers().forEach(key -> problem("foreign_object", key, "no object of Tarn's has such a name"));
        for (ObjectStat stat : lake.list(Keys.lakeOf(c))) {
            if (!lakeKeys.contains(stat.key())) {
                problem("foreign_object", stat.key(), "no head names it");
            }
        }
        for (String shown : List.of(Keys.hotOf(c), Keys.genOf(c))) {
            for (ObjectStat stat : state.list(shown)) {
                if (!stateKeys.contains(stat.key())) {
                    problem("foreign_object", stat.key(), "no head names it");
                }
            }
        }
        leftOvers(c);
    }

    private void leftOvers(CollectionName c) {
        long objects = 0;
        for (String prefix : List.of(Keys.waitingOf(c), Keys.quarantineOf(c), Keys.idsOf(c))) {
            for (ObjectStat stat : state.list(prefix)) {
                objects += stateKeys.contains(stat.key()) ? 0 : 1;
            }
        }
        for (ObjectStat stat : state.list(Keys.worksOf(c))) {
            objects += stat.key().isEmpty() ? 0 : 1;
        }
        long unfinished = unnamed(lake.listUnfinished(Keys.lakeOf(c)))
                + unnamed(state.listUnfinished(Keys.hotOf(c)))
                + unnamed(state.listUnfinished(Keys.waitingOf(c)))
                + unnamed(state.listUnfinished(Keys.genOf(c)));
        if (objects > 0 || unfinished > 0) {
            findings.note(
                    objects + " objects and " + unfinished
                            + " unfinished uploads are left over from interrupted runs, or belong to one that runs now; 'tarn compact' removes them");
        }
    }

    private long unnamed(List<UnfinishedUpload> found) {
        return found.stream()
                .filter(upload -> !uploads.contains(upload.uploadId()))
                .count();
    }

    private void problem(String kind, String object, String what) {
        findings.problem(kind, null, object, what, MOVE);
    }
}
