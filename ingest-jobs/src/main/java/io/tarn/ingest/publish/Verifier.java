package io.tarn.ingest.publish;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Upload;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DayOutcome;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.log.LogRecord.SegmentOutcome;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.PartTag;
import java.util.List;
import java.util.Optional;

/**
 * Holds what was staged against what went in: a transaction that does not balance does not publish (architecture,
 * principle 3). A staged file cannot be read before it is completed, so its rows are those that its task counted, and
 * its bytes those that the store says it holds; the footer is read back right after completion.
 */
public final class Verifier {
    private final ObjectStore state;
    private final Uploads uploads;

    public Verifier(ObjectStore lake, ObjectStore state) {
        this.state = state;
        this.uploads = new Uploads(lake, state, Steps.NONE);
    }

    /** Checks a hydrate: every segment, every day, every quarantine object. */
    public Verified<Verified.Hydrate> hydrate(LogRecord record) {
        String what = "The hydrate of " + record.collection();
        long rows = 0;
        for (SegmentOutcome segment : record.segments()) {
            equal(what + " from segment '" + segment.key() + "'", segment.count(), accounted(segment));
            rows += segment.rows();
        }
        equal(what, rows, record.days().stream().mapToLong(DayOutcome::rows).sum());
        equal(what + " (quarantine)", record.setAside(), count(record.quarantine()));
        record.days().forEach(day -> day(what + " for " + day.day(), day.rows(), day.staged()));
        record.quarantine().forEach(this::derived);
        record.ids().forEach(this::derived);
        return new Verified<>(new Verified.Hydrate(record));
    }

    /** Checks files of a recorded hydrate that were staged again. */
    Verified<List<FileEntry>> again(LogRecord record, DayOutcome day, List<FileEntry> staged) {
        day(
                "Record " + record.n() + " of " + record.collection() + " staged again for " + day.day(),
                day.rows(),
                staged);
        return new Verified<>(staged);
    }

    /** Checks a seal or an append. */
    public Verified<Verified.DayFiles> merge(Verified.DayFiles files) {
        long rows = files.inputs().stream().mapToLong(FileEntry::rows).sum();
        long undated = files.inputs().stream().mapToLong(FileEntry::undated).sum();
        String what = "Day " + files.day() + " (transaction " + files.txid() + ")";
        day(what, rows, files.staged());
        equal(
                what + " (undated)",
                undated,
                files.staged().stream().mapToLong(FileEntry::undated).sum());
        return new Verified<>(files);
    }

    private static long accounted(SegmentOutcome segment) {
        return segment.rows() + segment.quarantined() + segment.deduplicated();
    }

    private static long count(List<DerivedObject> objects) {
        return objects.stream().mapToLong(DerivedObject::count).sum();
    }

    private void day(String what, long rows, List<FileEntry> staged) {
        equal(what, rows, staged.stream().mapToLong(FileEntry::rows).sum());
        for (FileEntry file : staged) {
            Upload upload = file.upload();
            if (upload == null || !uploads.intact(file)) {
                throw unbalanced(what, "the upload of '" + file.key() + "' is not there as it was written");
            }
            long bytes = upload.parts().stream().mapToLong(PartTag::size).sum();
            equal("The upload of '" + file.key() + "' (bytes)", file.size(), bytes);
        }
    }

    private void derived(DerivedObject object) {
        Optional<ObjectStat> found = state.stat(object.key());
        if (found.isEmpty()) {
            throw unbalanced("Object '" + object.key() + "'", "it is gone");
        }
        equal(
                "Object '" + object.key() + "' (bytes)",
                object.size(),
                found.get().size());
    }

    private static void equal(String what, long expected, long found) {
        if (expected != found) {
            throw unbalanced(what, expected + " went in and " + found + " came out");
        }
    }

    private static TarnException unbalanced(String what, String why) {
        return new TarnException(
                ExitCode.INTEGRITY,
                what + " does not balance",
                why,
                "Nothing of it was published. Run the same command again; report it if it fails again");
    }
}
