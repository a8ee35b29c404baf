package io.tarn.ingest.verify;

import io.tarn.core.TarnException;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.store.ObjectReader;
import io.tarn.core.store.ObjectStat;
import io.tarn.ingest.log.LiveQuarantine;
import io.tarn.landing.QuarantineReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Holds quarantine and ids objects against the log records that name them. */
final class DerivedCheck {
    private static final String RESTORE = "Run 'tarn compact --repair': it is built again from the archive";

    private final ObjectReader state;
    private final Findings findings;
    private final VerifyMode mode;

    DerivedCheck(ObjectReader state, Findings findings, VerifyMode mode) {
        this.state = state;
        this.findings = findings;
        this.mode = mode;
    }

    /** Frames in each quarantine object, by reading them. */
    Map<String, Long> check(CollectionState collection) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (DerivedObject object : LiveQuarantine.of(collection.records())) {
            if (exists(object)) {
                counts.put(object.key(), frames(object));
            }
        }
        for (LogRecord record : collection.records()) {
            // Those that were replaced too: whoever builds an old record again looks back to them.
            record.ids().forEach(this::exists);
        }
        return counts;
    }

    private boolean exists(DerivedObject object) {
        Optional<ObjectStat> stat = state.stat(object.key());
        if (stat.isEmpty()) {
            problem("missing_object", object, "a log record names it, but there is no such object");
            return false;
        }
        if (stat.get().size() != object.size()) {
            problem("wrong_size", object, "it has " + stat.get().size() + " bytes; the log says " + object.size());
        } else if (mode != VerifyMode.QUICK) {
            bytes(object);
        }
        return true;
    }

    private void bytes(DerivedObject object) {
        try {
            String crc = Checksums.of(state, object.key()).crc32c();
            if (!crc.equals(object.crc32c())) {
                problem("wrong_bytes", object, "its CRC32C is " + crc + "; the log says " + object.crc32c());
            }
        } catch (IOException | TarnException unreadable) {
            problem("damaged_object", object, FileCheck.firstLine(unreadable));
        }
    }

    private long frames(DerivedObject object) {
        long count = 0;
        try (QuarantineReader reader = QuarantineReader.open(state, object.key())) {
            while (reader.next() != null) {
                count++;
            }
            if (count != object.count()) {
                problem("wrong_count", object, "it holds " + count + " frames; the log says " + object.count());
            }
        } catch (IOException | TarnException unreadable) {
            problem("damaged_object", object, FileCheck.firstLine(unreadable));
        }
        return count;
    }

    private void problem(String kind, DerivedObject object, String what) {
        findings.problem(kind, null, object.key(), what, RESTORE);
    }
}
