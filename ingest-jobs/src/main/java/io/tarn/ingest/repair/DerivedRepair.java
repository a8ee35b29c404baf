package io.tarn.ingest.repair;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.log.LiveQuarantine;
import io.tarn.ingest.repair.RecordRebuild.Derived;
import io.tarn.ingest.verify.FileWitness;
import io.tarn.landing.QuarantineReader;
import io.tarn.landing.QuarantineWriter;
import io.tarn.landing.QuarantinedFrame;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Quarantine and ids objects: built again from their record's segments, and put where they were only if they come out
 * byte for byte as the record says. Records go in order, since the ids of one are looked up in those before it.
 */
final class DerivedRepair {
    private final ObjectStore state;
    private final RecordRebuild rebuild;
    private final Repairs repairs;

    DerivedRepair(RepairTools tools, Repairs repairs) {
        this.state = tools.target().state();
        this.rebuild = new RecordRebuild(tools);
        this.repairs = repairs;
    }

    void run(List<LogRecord> records) {
        Set<DerivedObject> live = new HashSet<>(LiveQuarantine.of(records));
        for (LogRecord record : records) {
            List<DerivedObject> ids = broken(record.ids());
            List<DerivedObject> quarantine =
                    broken(record.quarantine().stream().filter(live::contains).toList());
            if (ids.isEmpty() && quarantine.isEmpty()) {
                continue;
            }
            String first = (ids.isEmpty() ? quarantine : ids).get(0).key();
            repairs.attempt(
                    first,
                    () -> rebuild.derived(record, built -> {
                        ids.forEach(object -> repairs.attempt(object.key(), () -> ids(object, built)));
                        quarantine.forEach(object ->
                                repairs.attempt(object.key(), () -> quarantine(object, record, quarantine, built)));
                    }));
        }
    }

    private List<DerivedObject> broken(List<DerivedObject> objects) {
        return objects.stream()
                .filter(object -> FileWitness.damage(state, object).isPresent())
                .toList();
    }

    private void ids(DerivedObject lost, Derived built) {
        for (DerivedObject object : built.ids()) {
            boolean same = folder(object).equals(folder(lost))
                    && object.size() == lost.size()
                    && object.crc32c().equals(lost.crc32c());
            if (same) {
                withFile(file -> {
                    try (InputStream in = state.open(object.key())) {
                        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                    }
                    put(lost, file);
                });
                return;
            }
        }
        throw different(lost);
    }

    /** Of a lost object's frames the record says only their number, and the bytes that they must become. */
    private void quarantine(DerivedObject lost, LogRecord record, List<DerivedObject> allLost, Derived built) {
        if (record.retry() != null) { // it holds frames of objects before it, which need not be there any more
            throw different(lost);
        }
        List<String> sameDay = new ArrayList<>();
        for (DerivedObject object : built.quarantine()) {
            if (folder(object).equals(folder(lost))) {
                sameDay.add(object.key());
                if (object.count() == lost.count() && rewritten(lost, List.of(object.key()), frame -> true)) {
                    return;
                }
            }
        }
        Set<String> elsewhere = new HashSet<>();
        for (DerivedObject sibling : record.quarantine()) {
            if (!allLost.contains(sibling) && folder(sibling).equals(folder(lost))) {
                read(sibling.key(), frame -> elsewhere.add(place(frame)));
            }
        }
        if (!rewritten(lost, sameDay, frame -> !elsewhere.contains(place(frame)))) {
            throw different(lost);
        }
    }

    private boolean rewritten(DerivedObject lost, List<String> sources, Predicate<QuarantinedFrame> keep) {
        boolean[] same = {false};
        withFile(file -> {
            try (OutputStream out = Files.newOutputStream(file);
                    QuarantineWriter writer = new QuarantineWriter(lost.key(), out)) {
                for (String source : sources) {
                    copy(source, keep, writer);
                }
                writer.finish();
            }
            same[0] =
                    Files.size(file) == lost.size() && FileWitness.crc32c(file).equals(lost.crc32c());
            if (same[0]) {
                put(lost, file);
            }
        });
        return same[0];
    }

    private void copy(String source, Predicate<QuarantinedFrame> keep, QuarantineWriter writer) throws IOException {
        try (QuarantineReader reader = QuarantineReader.open(state, source)) {
            for (QuarantinedFrame frame = reader.next(); frame != null; frame = reader.next()) {
                if (keep.test(frame)) {
                    writer.add(frame);
                }
            }
        }
    }

    private void read(String key, Consumer<QuarantinedFrame> to) {
        try (QuarantineReader reader = QuarantineReader.open(state, key)) {
            for (QuarantinedFrame frame = reader.next(); frame != null; frame = reader.next()) {
                to.accept(frame);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + key + "'", e);
        }
    }

    private static String place(QuarantinedFrame frame) {
        return frame.segment() + ":" + frame.seq();
    }

    /** Nobody but Tarn reads these; a run that dies between the two finds the object missing and goes on. */
    private void put(DerivedObject lost, Path file) {
        boolean there = state.stat(lost.key()).isPresent();
        if (there) {
            state.delete(lost.key());
        }
        if (!state.create(lost.key(), file)) {
            throw different(lost);
        }
        repairs.done(lost.key(), there ? "was damaged and is built again" : "was missing and is built again");
    }

    private interface FileUse {
        void with(Path file) throws IOException;
    }

    private static void withFile(FileUse use) {
        try {
            Path file = Files.createTempFile("tarn-repair-", "");
            try {
                use.with(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot repair: " + e.getMessage(), e);
        }
    }

    private static String folder(DerivedObject object) {
        return object.key().substring(0, object.key().lastIndexOf('/') + 1);
    }

    private static TarnException different(DerivedObject lost) {
        return new TarnException(
                ExitCode.INTEGRITY,
                "'" + lost.key() + "' cannot be built again",
                "what its record's segments give now is not, byte for byte, what the log says it was",
                "Restore it from a copy of the bucket, or repair with the version of Tarn that wrote it");
    }
}
